import { useTranslation } from 'react-i18next';

import { changeAddress } from '../frame/address';
import { EntityPicker } from '../frame/EntityPicker';
import { keyOf } from '../client/entity';
import type { Boundary, Projection } from '../generated/operations';
import type { Backbone } from './use-backbone';
import { arrangementsOf, BOUNDARIES, hasBackbone, PROJECTIONS, VIEWS, type NetworkAddress } from './view';

/** The choices of the room; each one is in the address. */
export function Controls({ address, heaviest, backbone }: { address: NetworkAddress; heaviest: number; backbone: Backbone | null }) {
  const { t } = useTranslation();
  const { projection, boundary, view, arrangement, minWeight, hidesIsolates, asOf } = address;
  const isPicture = view === 'picture';
  return (
    <div className="controls">
      <div className="views" role="group" aria-label={t('view.title')}>
        {VIEWS.map(each => (
          <button key={each} type="button" aria-pressed={each === view} onClick={() => changeAddress({ view: each })}>
            {t(`view.${each}`)}
          </button>
        ))}
      </div>
      {view !== 'linkage' && <NetworkChoice projection={projection} boundary={boundary} />}
      <EntityPicker label={t('network.find')} text="" asOf={asOf} onPick={entity => changeAddress({ entity: keyOf(entity) })} />
      {isPicture && (
        <label>
          <span>{t('network.layout')}</span>
          <select value={arrangement} onChange={event => changeAddress({ layout: event.target.value })}>
            {arrangementsOf(projection).map(each => (
              <option key={each} value={each}>
                {t(`layout.${each}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      {heaviest > 1 && view !== 'linkage' && (
        <label className="range">
          <span>{t('network.minWeight', { weight: minWeight })}</span>
          <input
            type="range"
            min={1}
            max={heaviest}
            step={1}
            value={Math.min(minWeight, heaviest)}
            onChange={event => changeAddress({ minWeight: event.target.value === '1' ? null : event.target.value }, true)}
          />
        </label>
      )}
      {hasBackbone(projection) && view !== 'linkage' && (
        <label className="check">
          <input
            type="checkbox"
            checked={address.isBackbone}
            onChange={event => changeAddress({ backbone: event.target.checked ? 'on' : null })}
          />
          <span>
            {t('network.backbone')} {backbone && t('network.kept', { kept: backbone.kept, all: backbone.of })}
          </span>
        </label>
      )}
      {isPicture && (
        <label className="check">
          <input type="checkbox" checked={hidesIsolates} onChange={event => changeAddress({ isolates: event.target.checked ? 'hidden' : null })} />
          <span>{t('network.hideIsolates')}</span>
        </label>
      )}
    </div>
  );
}

function NetworkChoice({ projection, boundary }: { projection: Projection; boundary: Boundary }) {
  const { t } = useTranslation();
  return (
    <>
      <label>
        <span>{t('network.projection')}</span>
        <select value={projection} onChange={event => changeAddress({ projection: event.target.value, layout: null, minWeight: null, around: null })}>
          {PROJECTIONS.map(each => (
            <option key={each} value={each}>
              {t(`projection.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t('network.boundary')}</span>
        <select value={boundary} onChange={event => changeAddress({ boundary: event.target.value })}>
          {BOUNDARIES.map(each => (
            <option key={each} value={each}>
              {t(`boundary.${each}`)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
