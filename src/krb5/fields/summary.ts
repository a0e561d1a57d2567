// A field that holds others, in one line: a name as people write it, a ticket by its server, sealed data by enctype.
import { displayText } from '../text.ts';
import type { Field } from './field.ts';

const named = (children: readonly Field[], name: string): Field | undefined =>
  children.find((child) => child.name === name);

const shown = (field: Field | undefined): string | undefined => field?.meaning ?? field?.value;

/** undefined where there is nothing better to say than the fields themselves. */
export function summaryOf(type: string, children: readonly Field[]): string | undefined {
  switch (type) {
    case 'PrincipalName': {
      const components = named(children, 'name-string')?.children ?? [];
      return displayText(components.map((each) => (each.value ?? '').replaceAll('/', '\\/')).join('/'));
    }
    case 'Ticket': {
      const server = named(children, 'sname')?.value;
      const realm = named(children, 'realm')?.value;
      return server === undefined || realm === undefined ? undefined : `${server}@${realm}`;
    }
    case 'EncryptedData':
    case 'ETYPE-INFO-ENTRY':
    case 'ETYPE-INFO2-ENTRY':
      return shown(named(children, 'etype'));
    case 'EncryptionKey':
      return shown(named(children, 'keytype'));
    case 'Checksum':
      return shown(named(children, 'cksumtype'));
    case 'PA-DATA':
      return shown(named(children, 'padata-type'));
    case 'AuthorizationData element':
      return shown(named(children, 'ad-type'));
    case 'HostAddress':
      return named(children, 'address')?.value;
    default:
      return undefined;
  }
}
