import { useTranslation } from 'react-i18next';

import { useAnswer } from '../client/use-answer';
import { changeAddress } from '../frame/address';
import { SCOPE } from '../frame/ScopePicker';

/** Offers the divisions directly below if the network of a scope is too large for a picture. */
export function TooLarge({ scope, number, asOf }: { scope: string; number: number; asOf: string | null }) {
  const { t } = useTranslation();
  const { value } = useAnswer(SCOPE, { code: scope, asOf });
  const below = value?.division?.divisions.nodes.filter(each => each.parent?.code === scope) ?? [];
  return (
    <section aria-label={t('tooLarge.title')}>
      <p>{t('tooLarge.text', { number })}</p>
      <ul className="choices">
        {below.map(({ code, name }) => (
          <li key={code}>
            <button type="button" onClick={() => changeAddress({ scope: code })}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
