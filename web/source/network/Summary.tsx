import { useTranslation } from 'react-i18next';

import type { NetworkSummaryQuery } from '../generated/operations';

/** The figures of the network in one line, and whether it rests on illustrative ties. */
export function Summary({ summary, isChanging }: { summary: NonNullable<NetworkSummaryQuery['network']>; isChanging: boolean }) {
  const { t } = useTranslation();
  const { scope, asOf, nodeCount, tieCount, isolates, outOfScope, unsurveyed, density, components, largestComponent, byProvenance } = summary;
  return (
    <p className="summary" aria-busy={isChanging}>
      <strong>
        {scope.name} {asOf}
      </strong>{' '}
      {t('summary.counts', { actors: nodeCount, ties: tieCount, components, largest: largestComponent, isolates })}{' '}
      {density !== null && t('summary.density', { density: Number(density.toPrecision(3)) })}{' '}
      {outOfScope > 0 && t('summary.outside', { number: outOfScope })} {unsurveyed > 0 && t('summary.unsurveyed', { number: unsurveyed })}{' '}
      <small>{byProvenance.map(({ provenance, ties }) => `${t(`provenance.${provenance}`)} ${ties}`).join(' · ')}</small>
    </p>
  );
}
