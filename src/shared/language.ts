// The languages that have a catalogue, and which of them a person gets. A further one: its name here, a folder in
// src/renderer/strings, and tsc names the rest.
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** What can be set: one of them, or whatever the system speaks. */
export const languageChoices = ['system', ...languages] as const;

/** The catalogue for a locale as systems name them, `de-AT`; English where there is none. */
export function languageOf(locale: string): Language {
  const [name = ''] = locale.toLowerCase().split(/[-_.@]/);
  return languages.find((each) => each === name) ?? 'en';
}
