// docs/inspect.schema.json as a check of what is printed.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { toJson } from '../../src/krb5/inspect/json.ts';
import type { InspectionJson, JsonOptions } from '../../src/krb5/inspect/json.ts';
import type { Inspection } from '../../src/krb5/inspect/inspection.ts';

const file = new URL('../../docs/inspect.schema.json', import.meta.url);
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(file, 'utf8')) as object,
);

/** What is wrong with a document, in words; empty when nothing is. */
export function schemaFaults(document: unknown): string[] {
  if (validate(document)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

/** As printed and read back. @throws where it does not follow the schema */
export function printed(inspection: Inspection, options: JsonOptions = {}): InspectionJson {
  const document = JSON.parse(JSON.stringify(toJson(inspection, options))) as InspectionJson;
  const faults = schemaFaults(document);
  if (faults.length > 0) throw new Error(faults.slice(0, 5).join('\n'));
  return document;
}
