import { useTranslation } from 'react-i18next';

import { keyOf } from '../client/entity';
import { operation } from '../client/operation';
import { useAnswer } from '../client/use-answer';
import { AskLink } from '../frame/AskLink';
import { Status } from '../frame/Status';
import type { LinkInput, WhatIfQuery, WhatIfQueryVariables } from '../generated/operations';
import { Bar, percent } from './Bar';
import type { CoverageQuestion } from './coverage-address';
import whatIf from './WhatIf.graphql?raw';
import { withCounts } from './with-counts';

const TEXT = withCounts(whatIf);
const WHAT_IF = operation<WhatIfQuery, WhatIfQueryVariables>(TEXT);

interface Props {
  question: CoverageQuestion;
  links: LinkInput[];
  /** Picks that need something new, and so cannot be tried. */
  open: readonly { gain: number }[];
}

/** What the ticked links together would change; nothing is stored. */
export function WhatIfPart({ question, links, open }: Props) {
  const { t } = useTranslation();
  const variables = links.length ? { ...question, add: links } : null;
  const answer = useAnswer(WHAT_IF, variables);
  const change = answer.value?.simulate?.coverage;
  return (
    <section className="what-if" aria-label={t('whatIf.title')}>
      <h3>{t('whatIf.title')}</h3>
      {open.length > 0 && <p>{t('whatIf.open', { number: open.length, gain: open.reduce((sum, { gain }) => sum + gain, 0) })}</p>}
      {answer.errors.some(({ code }) => code === 'BAD_ARGUMENT') && <p>{t('whatIf.taken')}</p>}
      <Status of={[answer]} />
      {change && (
        <>
          <p role="status">
            {t('whatIf.effect', {
              before: change.before.reached,
              after: change.after.reached,
              shareBefore: percent(change.before.share),
              shareAfter: percent(change.after.share),
            })}
          </p>
          <p>
            <Bar counts={change.before} /> → <Bar counts={change.after} />
          </p>
          <ul>
            {change.gained.nodes.map(({ unit, home }) => (
              <li key={keyOf(unit)}>
                {unit.name} {home.name !== unit.name && <small>{home.name}</small>}
              </li>
            ))}
          </ul>
          <AskLink query={TEXT} variables={variables} />
        </>
      )}
    </section>
  );
}
