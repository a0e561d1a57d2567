// A blob as a page that prints: every field with its value, keys as lengths, nothing that runs or is fetched.
import type { Language } from '#shared';
import { serviceWords } from '../words.ts';
import { blobDto } from './blobs.ts';
import type { OpenBlob } from './blobs.ts';
import { fieldDto } from './field-dto.ts';
import { shownOf } from './look.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');

const STYLE = `body{font:13px/1.45 system-ui,sans-serif;color:#1d1f25;margin:24px}
h1{font-size:18px}table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:2px 8px;
border-bottom:1px solid #e4e6ea;overflow-wrap:anywhere}td:first-child{white-space:nowrap}td:nth-child(3){white-space:nowrap;color:#686c74}
@media print{body{margin:0}tr{break-inside:avoid}}`;

export function htmlReport(blob: OpenBlob, language: Language): string {
  const words = serviceWords(language).report;
  const { name, kind, length, fields } = blobDto(blob);
  // Also of what was shown in the window a page that is passed on has no key.
  const shown = { ...shownOf(blob), secretOf: () => 'hidden' as const };
  const rows: string[] = [];
  for (const node of blob.open.each()) {
    const field = fieldDto(node, shown);
    const steps = node.at === '' ? 0 : node.at.split('.').length;
    const isHidden = field.kind === 'secret' || field.kind === 'sealed';
    const value = isHidden
      ? words[field.kind === 'secret' ? 'hidden' : 'sealed'](field.valueLength)
      : [field.value ?? '', field.meaning ?? ''].filter((each) => each !== '').join(' ');
    const indent = '\u00a0'.repeat(2 * Math.min(steps, 40));
    rows.push(
      `<tr><td>${indent}${escaped(field.name)}</td><td>${escaped(value)}</td><td>${field.offset}, ${field.length}</td></tr>`,
    );
  }
  const title = escaped(words.title(name));
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title><style>${STYLE}</style></head><body>
<h1>${title}</h1><p>${escaped(words.about(kind, length, fields))}</p>
<table><thead><tr><th>${words.field}</th><th>${words.value}</th><th>${words.place}</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table></body></html>
`;
}
