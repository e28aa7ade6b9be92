import { useState } from 'react';

/** Earlier years are those of a date that is still being typed: a browser reports 0002 for the first digit of 2022. */
const EARLIEST = '1900-01-01';

interface Props {
  label: string;
  value: string | null;
  latest?: string;
  className?: string;
  onChange: (date: string | null) => void;
}

/** A field for a date. It passes on complete dates, and that it is empty when it is left. */
export function DateField({ label, value, latest, className, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const change = (next: string) => {
    const isComplete = next >= EARLIEST;
    setTyped(isComplete ? null : next);
    if (isComplete) onChange(next);
  };
  const leave = () => {
    if (typed === '' && value) onChange(null);
    setTyped(null);
  };
  return (
    <label className={className}>
      <span>{label}</span>
      <input type="date" min={EARLIEST} max={latest} value={typed ?? value ?? ''} onChange={event => change(event.target.value)} onBlur={leave} />
    </label>
  );
}
