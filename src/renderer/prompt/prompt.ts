// The secret prompt's page. What is typed stays in the field until it is sent, goes once as octets, and is wiped.
import type { PromptBridge, PromptQuestion } from '#shared';
import { promptWords } from './words.ts';

const { secretPrompt } = window as unknown as { readonly secretPrompt: PromptBridge };

function element<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`no ${id}`);
  return found;
}

const form = element('form', HTMLFormElement);
const secret = element('secret', HTMLInputElement);
const again = element('again', HTMLInputElement);
const reveal = element('reveal', HTMLButtonElement);
const warning = element('warning', HTMLElement);

const words = promptWords(document.documentElement.lang);

function followTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    document.documentElement.dataset['theme'] = dark.matches ? 'dark' : 'light';
  };
  apply();
  dark.addEventListener('change', apply);
}

function show(question: PromptQuestion): void {
  const { label, fate, submit } = words.purposes[question.purpose];
  element('principal', HTMLElement).textContent = question.principal;
  const { reason, realm } = question;
  const line = realm === '' || reason.includes(realm) ? reason : words.realm(reason, realm);
  element('reason', HTMLElement).textContent = line;
  element('reason', HTMLElement).title = line; // where it is too long for its line
  element('initial', HTMLElement).textContent = String.fromCodePoint(
    question.principal.codePointAt(0) ?? 0x3f,
  ).toUpperCase();
  element('notice', HTMLElement).hidden = !question.standIn;
  element('refusal', HTMLElement).hidden = question.refusal === undefined;
  element('refusal-text', HTMLElement).textContent = question.refusal ?? '';
  element('secret-label', HTMLElement).textContent = label;
  element('fate', HTMLElement).textContent = question.keeps === true ? words.kept[question.purpose] : fate;
  element('submit', HTMLButtonElement).textContent = submit;
  element('again-label', HTMLElement).textContent = words.again;
  element('cancel', HTMLButtonElement).textContent = words.cancel;
  element('notice', HTMLElement).textContent = words.standIn;
  element('reveal-label', HTMLElement).textContent = words.reveal;
  reveal.title = words.reveal;
  document.title = words.title;
  element('again-field', HTMLElement).hidden = question.purpose !== 'new-password';
  secret.focus();
}

let capsLock = false;
let differs = false;

function warn(): void {
  const lines = [capsLock ? words.capsLock : '', differs ? words.differs : ''];
  const text = lines.filter((line) => line !== '').join(' ');
  warning.textContent = text;
  document.getElementById('sign')?.toggleAttribute('hidden', text === '');
}

function setRevealed(revealed: boolean): void {
  secret.type = revealed ? 'text' : 'password';
  again.type = secret.type;
}

function clearFields(): void {
  secret.value = '';
  again.value = '';
}

async function send(question: PromptQuestion): Promise<void> {
  setRevealed(false);
  differs = question.purpose === 'new-password' && secret.value !== again.value;
  warn();
  if (differs) {
    again.select();
    return;
  }
  if (secret.value === '') return;
  const octets = new TextEncoder().encode(secret.value);
  clearFields();
  try {
    await secretPrompt.answer(question.request, octets);
  } finally {
    octets.fill(0);
  }
}

async function cancel(question: PromptQuestion): Promise<void> {
  clearFields();
  await secretPrompt.answer(question.request, null);
}

followTheme();
const question = await secretPrompt.describe();
show(question);

for (const type of ['keydown', 'keyup', 'pointerdown'] as const) {
  window.addEventListener(type, (event) => {
    capsLock = event.getModifierState('CapsLock');
    warn();
  });
}
for (const field of [secret, again]) {
  field.addEventListener('input', () => {
    differs = false;
    warn();
  });
}
// Shown while the button or its key is held, and not a moment longer.
reveal.addEventListener('pointerdown', () => {
  setRevealed(true);
});
reveal.addEventListener('keydown', (event) => {
  if (event.key === ' ' || event.key === 'Enter') setRevealed(true);
});
for (const [target, type] of [
  [window, 'pointerup'],
  [window, 'pointercancel'],
  [window, 'blur'],
  [window, 'keyup'],
  [reveal, 'blur'],
] as const) {
  target.addEventListener(type, () => {
    setRevealed(false);
  });
}
window.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') void cancel(question);
});
element('cancel', HTMLButtonElement).addEventListener('click', () => void cancel(question));
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void send(question);
});
