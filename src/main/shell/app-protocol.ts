// app://: a scheme of our own, with an origin for each page.
import { protocol, type Session } from 'electron';
import { respond, type AppPage } from './pages.ts';

/** Once, before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
}

/** Serves one page on one session. */
export function servePage(session: Session, folder: string, page: AppPage): void {
  session.protocol.handle('app', (request) => respond(folder, page, request));
}
