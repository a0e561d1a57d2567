/** How Chromium is started: quiet, no services of its own, nothing kept, nothing reached but what the page asks for. */
export function chromiumSwitches(options: {
  readonly profile: string;
  readonly headless: boolean;
  readonly sandbox: boolean;
}): string[] {
  return [
    `--user-data-dir=${options.profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--no-service-autorun',
    '--password-store=basic',
    '--use-mock-keychain',
    '--disable-background-networking',
    '--disable-client-side-phishing-detection',
    '--disable-component-extensions-with-background-pages',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-domain-reliability',
    '--disable-extensions',
    '--disable-sync',
    '--disable-breakpad',
    '--disable-crash-reporter',
    '--disable-popup-blocking', // Electron has no blocker: window.open reaches the handler
    '--disable-dev-shm-usage', // containers give /dev/shm 64 MB
    '--disable-search-engine-choice-screen',
    '--disable-spell-checking',
    '--disable-background-timer-throttling',
    '--disable-renderer-backgrounding',
    '--disable-backgrounding-occluded-windows',
    '--no-proxy-server',
    // It would ask DNS for the hosts of pages that only we answer.
    '--host-resolver-rules=MAP * ~NOTFOUND',
    `--disable-features=${disabledFeatures.join(',')}`,
    ...(options.sandbox ? [] : ['--no-sandbox', '--test-type']), // test-type: no warning bar across each window
    ...(options.headless ? ['--headless=new'] : []),
    '--no-startup-window',
  ];
}

// One switch, for a later --disable-features replaces an earlier one.
const disabledFeatures = [
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
  'PreloadTopChromeWebUI',
  'SpareRendererForSitePerProcess', // a process per window and none in reserve, so that tests can count them
  'Translate',
  'WebUIOmniboxAimPopup', // three windows of its own that cost 56 MB
  'WebUIOmniboxFullPopup',
  'WebUIOmniboxPopup',
];
