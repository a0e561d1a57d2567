// Words of a server (e-text, result strings) as one line that is safe to show.
import { displayText } from '../text.ts';

export function serverText(text: string): string {
  return displayText(text.replace(/\s+/g, ' ').trim());
}
