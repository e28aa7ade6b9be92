import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { DataTable } from '../../frame/DataTable';
import type { Actor, NetworkData, Tie } from '../../network/network-data';
import type { Cytoscape } from '../../network/picture/cytoscape-types';
import { Legend } from '../../network/picture/Legend';
import { Picture } from '../../network/picture/Picture';
import { SYMBOLS } from '../../network/picture/symbols';

/** The entities of an answer as a picture, with its table. */
export default function GraphView({ network }: { network: NetworkData }) {
  const { t } = useTranslation();
  const picture = useRef<Cytoscape>(null);
  const [found, setFound] = useState<string | null>(null);
  const marks = useMemo(() => ({ found }), [found]);
  const names = new Map(network.actors.map(actor => [actor.key, actor.name]));
  const { actors, ties } = network;
  return (
    <>
      <Picture
        network={network}
        arrangement="force"
        marks={marks}
        label={t('answer.picture', { actors: actors.length, ties: ties.length })}
        onPick={key => setFound(key === found ? null : key)}
        picture={picture}
      />
      <Legend kinds={[...new Set(actors.map(actor => actor.kind))].filter(kind => kind in SYMBOLS)} hasOutside={false} hasChanges={false} />
      <DataTable
        caption={t('table.ties', { number: ties.length })}
        columns={[
          { name: t('tie.from'), text: (tie: Tie) => names.get(tie.source) ?? tie.source },
          { name: t('tie.to'), text: (tie: Tie) => names.get(tie.target) ?? tie.target },
        ]}
        rows={ties}
        rowKey={(tie: Tie) => tie.key}
      />
      <DataTable
        caption={t('table.actors', { number: actors.length })}
        columns={[
          { name: t('fact.name'), text: (actor: Actor) => actor.name },
          { name: t('fact.kind'), text: (actor: Actor) => (actor.kind in SYMBOLS ? t(`kind.${actor.kind}`) : '') },
          { name: t('fact.code'), text: (actor: Actor) => actor.code },
        ]}
        rows={actors}
        rowKey={(actor: Actor) => actor.key}
      />
    </>
  );
}
