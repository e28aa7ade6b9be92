import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { operation } from '../client/operation';
import { useAnswer } from '../client/use-answer';
import { changeAddress } from '../frame/address';
import { AskLink } from '../frame/AskLink';
import { Status } from '../frame/Status';
import type { ReceiptQuery, ReceiptQueryVariables } from '../generated/operations';
import { Bar, shareOrBounds } from './Bar';
import type { CoverageQuestion } from './coverage-address';
import receiptText from './Receipt.graphql?raw';

type Receipt = NonNullable<ReceiptQuery['coverage']>;
type Child = Receipt['children'][number];

const RECEIPT = operation<ReceiptQuery, ReceiptQueryVariables>(receiptText);

/** The divisions below the scope with their receipts; each one opens to the divisions below it. */
export function DivisionTree({ question, receipt }: { question: CoverageQuestion; receipt: Receipt }) {
  const { t } = useTranslation();
  return (
    <>
      {receipt.children.length ? <Rows question={question} receipt={receipt} /> : <p>{t('tree.none')}</p>}
      <AskLink query={receiptText} variables={question} />
    </>
  );
}

function Rows({ question, receipt }: { question: CoverageQuestion; receipt: Receipt }) {
  const { t } = useTranslation();
  return (
    <ul className="tree">
      {receipt.children.map(child => (
        <Row key={child.scope.code} question={question} child={child} />
      ))}
      {receipt.own && receipt.own.denominator > 0 && (
        <li>
          <div className="row">
            <span className="toggle" />
            <span className="name">{t('tree.own', { name: receipt.scope.name })}</span>
            <Bar counts={receipt.own} />
            <span className="count">
              {receipt.own.reached} / {receipt.own.denominator}
            </span>
            <span className="share">{shareOrBounds(receipt.own)}</span>
          </div>
        </li>
      )}
    </ul>
  );
}

function Row({ question, child }: { question: CoverageQuestion; child: Child }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { scope, reached, denominator } = child;
  const answer = useAnswer(RECEIPT, isOpen ? { ...question, scope: scope.code } : null);
  const below = answer.value?.coverage;
  return (
    <li>
      <div className="row">
        {scope.level === 'COMMUNITY' ? (
          <span className="toggle" />
        ) : (
          <button type="button" className="toggle" aria-expanded={isOpen} aria-label={t('tree.open', { name: scope.name })} onClick={() => setOpen(!isOpen)}>
            {isOpen ? '▾' : '▸'}
          </button>
        )}
        <button type="button" className="link name" onClick={() => changeAddress({ scope: scope.code })}>
          {scope.name}
        </button>
        <Bar counts={child} />
        <span className="count">
          {reached} / {denominator}
        </span>
        <span className="share">{shareOrBounds(child)}</span>
      </div>
      {isOpen && <Status of={[answer]} />}
      {isOpen && below && <Rows question={question} receipt={below} />}
    </li>
  );
}
