import { useTranslation } from 'react-i18next';

import { changeAddress } from '../../frame/address';
import type { FoundPathsFragment, Kind } from '../../generated/operations';

/** How complete the paths are, in words; what the rules turned away, with a switch for each kind that lets it pass. */
export function CertificateText({ linkage, allowed }: { linkage: FoundPathsFragment; allowed: readonly Kind[] }) {
  const { t } = useTranslation();
  const { paths, certificate } = linkage;
  const rules = certificate.rules.filter(rule => rule.turnedAway || allowed.includes(rule.kind));
  const toggle = (kind: Kind, lets: boolean) => {
    const kinds = lets ? [...allowed, kind] : allowed.filter(each => each !== kind);
    changeAddress({ allow: kinds.join(',') });
  };
  return (
    <div className="certificate" role="status">
      <p>
        <strong>{paths.length ? t('linkage.found', { number: paths.length }) : t('linkage.none')}</strong>{' '}
        {t(`stopped.${certificate.stoppedBy}`, { depth: certificate.exploredToDepth, number: paths.length })}
      </p>
      {rules.length > 0 && (
        <fieldset>
          <legend>{t('linkage.turnedAway')}</legend>
          {rules.map(({ kind, turnedAway }) => (
            <label key={kind} className="check">
              <input type="checkbox" checked={allowed.includes(kind)} onChange={event => toggle(kind, event.target.checked)} />
              <span>
                {t('linkage.letPass', { kind: t(`kind.${kind}`) })}
                {turnedAway ? ` (${t('linkage.entities', { number: turnedAway })})` : ''}
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
