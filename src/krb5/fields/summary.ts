// A field that holds others, in one line: a name as people write it, a ticket by its server, sealed data by enctype.
import { attributeShortName } from '../iana/oid.ts';
import { displayText } from '../text.ts';
import type { Field } from './field.ts';

const named = (children: readonly Field[], name: string): Field | undefined =>
  children.find((child) => child.name === name);

const shown = (field: Field | undefined): string | undefined => field?.meaning ?? field?.value;

/** RFC 4514 2.4, where it matters to a reader. */
const escapeDn = (text: string): string => text.replace(/[,+"\\<>;=]/g, '\\$&');

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
    case 'AlgorithmIdentifier':
      return shown(named(children, 'algorithm'));
    case 'KDFAlgorithmId':
      return shown(named(children, 'kdf-id'));
    case 'SubjectPublicKeyInfo':
      return named(children, 'algorithm')?.value;
    case 'AttributeTypeAndValue': {
      const attribute = named(children, 'type')?.value ?? '';
      return `${attributeShortName(attribute)}=${escapeDn(named(children, 'value')?.value ?? '')}`;
    }
    case 'RelativeDistinguishedName':
      return children.map(({ value }) => value ?? '').join('+');
    case 'Name':
    case 'directoryName':
      // RFC 4514 2.1: the last one first.
      return children
        .map(({ value }) => value ?? '')
        .reverse()
        .join(',');
    case 'Certificate':
      return named(named(children, 'tbsCertificate')?.children ?? [], 'subject')?.value;
    case 'IssuerAndSerialNumber':
      return named(children, 'issuer')?.value;
    case 'Extension':
      return shown(named(children, 'extnID'));
    case 'Attribute':
      return shown(named(children, 'attrType'));
    case 'ContentInfo':
      return shown(named(children, 'contentType'));
    case 'EncapsulatedContentInfo':
      return shown(named(children, 'eContentType'));
    case 'otherName':
    case 'OtherName': {
      const inner = named(children, 'value');
      const kind = shown(named(children, 'type-id'));
      return inner?.value === undefined ? kind : `${kind ?? ''}: ${inner.value}`;
    }
    case 'KRB5PrincipalName': {
      const principal = named(children, 'principalName')?.value;
      const realm = named(children, 'realm')?.value;
      return principal === undefined || realm === undefined ? undefined : `${principal}@${realm}`;
    }
    case 'SPAKEChallenge':
      return shown(named(children, 'group'));
    case 'SPAKESecondFactor':
      return shown(named(children, 'type'));
    case 'KERB-AD-RESTRICTION-ENTRY':
      return shown(named(children, 'restriction-type'));
    case 'HostAddress':
      return named(children, 'address')?.value;
    default:
      return undefined;
  }
}
