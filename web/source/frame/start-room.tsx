import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

import { startTranslation } from '../i18n/translation';

/** Renders a room into the page. */
export function startRoom(room: ReactNode): void {
  startTranslation();
  const page = document.getElementById('page');
  if (page) createRoot(page).render(<StrictMode>{room}</StrictMode>);
}
