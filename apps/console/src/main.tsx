/** Puts the console on the page. */
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './api/client.ts';
import { registerOfflineShell } from './shell/offline-shell.ts';
import { router } from './shell/router.tsx';
import { applyTheme } from './shell/theme.ts';
import { resumeSession } from './sign-in/session.ts';
import { language } from './texts/language.ts';
import './ui/tokens.css';
import './ui/layout.css';
import './ui/controls.css';
import './ui/table.css';

void resumeSession(); // while the page's code is still on its way
applyTheme();
document.documentElement.lang = language;
createRoot(document.getElementById('console')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
registerOfflineShell();
