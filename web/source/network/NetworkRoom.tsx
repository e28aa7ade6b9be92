import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { operation } from '../client/operation';
import { useAnswer } from '../client/use-answer';
import { changeAddress, useAddress } from '../frame/address';
import { AskLink } from '../frame/AskLink';
import { CopyButton } from '../frame/CopyButton';
import { Header } from '../frame/Header';
import { Status } from '../frame/Status';
import { useScope } from '../frame/use-scope';
import type { NetworkSummaryQuery, NetworkSummaryQueryVariables } from '../generated/operations';
import { Controls } from './Controls';
import { Downloads } from './Downloads';
import { drawingOfPicture, drawingOfSvg } from './drawing';
import { TooLarge } from './large/TooLarge';
import { LinkageView } from './linkage/LinkageView';
import { MatrixView } from './matrix/MatrixView';
import type { NetworkQuestion } from './network-data';
import networkSummary from './NetworkSummary.graphql?raw';
import { NetworkTables } from './NetworkTables';
import type { Cytoscape } from './picture/cytoscape-types';
import { Legend } from './picture/Legend';
import { Picture } from './picture/Picture';
import { cutOffBy, shownNetwork } from './shown-network';
import { SidePanel } from './SidePanel';
import { Summary } from './Summary';
import { TimeSlider } from './TimeSlider';
import { useBackbone } from './use-backbone';
import { useNetwork } from './use-network';
import { networkAddress } from './view';

const SUMMARY = operation<NetworkSummaryQuery, NetworkSummaryQueryVariables>(networkSummary);
const MAX_ACTORS = 6_000;

/** The room /network: the network of a scope as picture, matrix and table, and the linkage of two entities. */
export function NetworkRoom() {
  const { t } = useTranslation();
  const parameters = useAddress();
  const picture = useRef<Cytoscape>(null);
  const matrix = useRef<SVGSVGElement>(null);
  const [dissolved, setDissolved] = useState<string | null>(null);
  const { scope, loading: scopeLoading } = useScope();
  const address = networkAddress(parameters);
  const { projection, boundary, asOf, since, view, entity, arrangement } = address;
  const question: NetworkQuestion | null = scope ? { scope, projection, boundary, asOf } : null;
  const summaryAnswer = useAnswer(SUMMARY, question);
  const summary = summaryAnswer.value?.network ?? null;
  const isTooLarge = (summary?.nodeCount ?? 0) > MAX_ACTORS;
  const isNeeded = question !== null && view !== 'linkage' && !isTooLarge;
  const { network, comparison, loading } = useNetwork(isNeeded ? question : null, since);
  const backboneLoading = useBackbone(isNeeded && address.isBackbone ? question : null);
  const backbone = backboneLoading.value;
  const shown = useMemo(() => network && shownNetwork(network, networkAddress(parameters), backbone), [network, parameters, backbone]);
  const marks = useMemo(() => {
    const cut = dissolved && network ? cutOffBy(dissolved, network) : new Set<string>();
    return { found: entity, dissolved, cut, ...(comparison && { changes: comparison.changes }) };
  }, [entity, dissolved, network, comparison]);
  const heaviest = Math.max(1, ...(network?.ties ?? []).map(tie => tie.weight));
  const drawingOf = (source: string) => {
    if (view === 'matrix') return matrix.current && drawingOfSvg(matrix.current, source);
    return picture.current && drawingOfPicture(picture.current, source);
  };
  const pick = (key: string) => {
    setDissolved(null);
    changeAddress({ entity: key, ...(address.around.length && { around: [...new Set([...address.around, key])].join(',') }) });
  };
  return (
    <>
      <Header room="network" scope={scope} />
      <main className="network">
        <h1 className="hidden">{t('room.network')}</h1>
        <Controls address={address} heaviest={heaviest} backbone={backbone} />
        <Status of={[scopeLoading, summaryAnswer, loading, backboneLoading]} />
        {summaryAnswer.value && !summary && !summaryAnswer.errors.length && <p role="alert">{t('state.noScope', { scope: scope ?? '' })}</p>}
        <div className="stage">
          <div className="view">
            {view === 'linkage' && <LinkageView address={parameters} entity={entity} dissolved={dissolved} />}
            {view !== 'linkage' && summary && (
              <>
                <Summary summary={summary} isChanging={summaryAnswer.isLoading || loading.isLoading} />
                {isTooLarge && question && <TooLarge question={{ ...question, scope: summary.scope.code }} number={summary.nodeCount} />}
              </>
            )}
            {shown && question && view === 'picture' && (
              <>
                <Picture
                  network={shown}
                  arrangement={arrangement}
                  marks={marks}
                  label={t('picture.label', { projection: t(`projection.${projection}`), actors: shown.actors.length, ties: shown.ties.length })}
                  onPick={pick}
                  picture={picture}
                />
                <Legend
                  kinds={[...new Set(shown.actors.map(actor => actor.kind))]}
                  hasOutside={shown.actors.some(actor => !actor.inScope)}
                  hasChanges={comparison !== null}
                />
              </>
            )}
            {shown && question && view === 'matrix' && <MatrixView network={shown} question={question} svg={matrix} />}
            {view !== 'linkage' && (
              <TimeSlider network={network} comparison={comparison} asOf={asOf} since={since} isLoading={loading.isLoading} />
            )}
            {(shown || isTooLarge) && question && summary && view !== 'linkage' && (
              <div className="below">
                <Downloads
                  drawing={shown && view !== 'table' ? () => drawingOf(summary.citation) : null}
                  exports={summary.exports}
                  name={`${projection.toLowerCase()}-${scope}-${summary.asOf}`}
                />
                <AskLink query={networkSummary} variables={question} />
                <CopyButton className="quiet" label={t('network.copyCitation')} text={() => summary.citation} />
              </div>
            )}
            {shown && question && view === 'table' && <NetworkTables network={shown} comparison={comparison} question={question} />}
          </div>
          {entity && question && (
            <SidePanel
              key={entity}
              entity={entity}
              question={question}
              around={address.around}
              isDissolved={dissolved === entity}
              hasMeasures={view !== 'linkage'}
              isShown={view === 'picture' && Boolean(shown?.actors.some(actor => actor.key === entity))}
              onDissolve={setDissolved}
            />
          )}
        </div>
      </main>
    </>
  );
}
