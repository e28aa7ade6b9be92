import { useTranslation } from 'react-i18next';

import { useAddress } from '../../frame/address';
import type { Answer } from '../answers';
import type { Part } from './parts';
import { pictureLinks } from './pictures';

/** Links from an answer to the pictures that show it. */
export function PictureLinks({ answer, parts }: { answer: Answer; parts: Part | null }) {
  const { t } = useTranslation();
  const { lang } = useAddress();
  const links = answer.result.data ? pictureLinks(answer, parts) : [];
  if (!links.length) return null;
  return (
    <ul className="answer-pictures" aria-label={t('answer.pictures')}>
      {links.map(({ field, room, parameters }) => (
        <li key={field}>
          <a href={`${room}?${new URLSearchParams({ ...parameters, ...(lang && { lang }) })}`}>{t('answer.show', { field, room: t(`room.${room}`) })}</a>
        </li>
      ))}
    </ul>
  );
}
