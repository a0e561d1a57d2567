// The window's entry: Griffel's style tags carry the nonce that the app:// handler wrote into the page.
import { RendererProvider, createDOMRenderer } from '@fluentui/react-components';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { bridge } from './bridge/index.ts';
import { createReplica } from './state/replica.ts';
import { followDocument, languageInUse, setLanguage } from './strings/index.ts';
import './styles/tokens.css';
import './styles/frame.css';
import './styles/parts.css';
import './styles/pages.css';
import './styles/settings.css';
import './styles/timeline.css';
import './styles/activity.css';
import './styles/inspector.css';
import './styles/fluent.css';

const replica = createReplica(bridge());
const language = followDocument(document);
// Before anything that shows words hears of it.
replica.subscribe(() => {
  const state = replica.get();
  if (state !== undefined) void setLanguage(languageInUse(state), document);
});

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
const root = document.getElementById('root');
if (root === null) throw new TypeError('the page has no root');

// No await at the top: the language's own file waits for this one.
void language.then(() => {
  createRoot(root).render(
    <RendererProvider
      renderer={createDOMRenderer(document, { styleElementAttributes: { nonce } })}
      targetDocument={document}
    >
      <App replica={replica} />
    </RendererProvider>,
  );
});
