// Reasons as the engine gives them, in German. The engine's `reason`, `where` and `what` are short English phrases
// made where the fault is found; `{}` stands for what is filled in. A phrase that is not here stays English.

const phrases: Readonly<Record<string, string>> = {
  // names and entries
  'ends in the middle of an escape': 'endet mitten in einer Maskierung',
  'is too long': 'ist zu lang',
  'there is no such file': 'es gibt keine solche Datei',
  'has more than one @': 'hat mehr als ein @',
  'has a NUL character': 'enthält ein NUL-Zeichen',
  'has a / in its realm': 'hat ein / im Realm',
  'names no realm, and there is no default realm': 'nennt keinen Realm, und es gibt keinen Standard-Realm',
  'has an empty realm': 'hat einen leeren Realm',
  '"{}" is no IP address': '„{}“ ist keine IP-Adresse',
  '"{}" is not a duration (such as 10h, 1d 12h, 10:00:00 or 36000)':
    '„{}“ ist keine Zeitdauer (wie 10h, 1d 12h, 10:00:00 oder 36000)',
  'is not UTF-8, and an RC4 key needs its characters':
    'ist kein UTF-8, und ein RC4-Schlüssel braucht die Zeichen',
  'is an address of a kind ({}) that names no service':
    'ist eine Adresse einer Art ({}), die keinen Dienst nennt',
  'names no host': 'nennt keinen Host',
  'is neither an address, a host, nor service/host': 'ist weder Adresse noch Host noch dienst/host',

  // messages
  'end-of-contents out of place': 'Ende-Zeichen am falschen Platz',
  'end of input': 'vorzeitiges Ende',
  'length too long': 'Länge zu lang',
  '[UNIVERSAL 0] is reserved': '[UNIVERSAL 0] ist vorbehalten',
  '[UNIVERSAL {}] is reserved': '[UNIVERSAL {}] ist vorbehalten',
  'constructed form of a primitive type': 'zusammengesetzte Form einer einfachen Art',
  'SEQUENCE of primitive form': 'SEQUENCE in einfacher Form',
  'indefinite length of a primitive type': 'unbestimmte Länge einer einfachen Art',
  'element longer than what holds it': 'Element länger als das, worin es steht',
  'tag number too big': 'Tag-Nummer zu groß',
  'tag or length of {} is not DER': 'Tag oder Länge von {} ist kein DER',
  'INTEGER is not DER': 'INTEGER ist kein DER',
  'BOOLEAN is not DER': 'BOOLEAN ist kein DER',
  'unused bits of a BIT STRING are not zero': 'ungenutzte Bits eines BIT STRING sind nicht null',
  '{} where {} should be': '{}, wo {} stehen müsste',
  '{} is missing': '{} fehlt',
  '{} is repeated or out of order': '{} steht doppelt oder in falscher Reihenfolge',
  '{} is empty': '{} ist leer',
  '{} holds more than one element': '{} enthält mehr als ein Element',
  '{} where {} [APPLICATION {}] should be': '{}, wo {} [APPLICATION {}] stehen müsste',
  '{} is no alternative of {}': '{} ist keine Möglichkeit von {}',
  'INTEGER without octets': 'INTEGER ohne Bytes',
  'INTEGER out of range': 'INTEGER außerhalb der Grenzen',
  '{} is outside {}': '{} liegt außerhalb von {}',
  'OBJECT IDENTIFIER with a leading zero': 'OBJECT IDENTIFIER mit führender Null',
  'OBJECT IDENTIFIER out of range': 'OBJECT IDENTIFIER außerhalb der Grenzen',
  'OBJECT IDENTIFIER breaks off': 'OBJECT IDENTIFIER bricht ab',
  'OBJECT IDENTIFIER too long': 'OBJECT IDENTIFIER zu lang',
  'OBJECT IDENTIFIER without octets': 'OBJECT IDENTIFIER ohne Bytes',
  'NULL with octets': 'NULL mit Bytes',
  'BOOLEAN is not one octet': 'BOOLEAN hat nicht genau ein Byte',
  'malformed BIT STRING': 'fehlerhafter BIT STRING',
  '{} trailing byte': '{} Byte zu viel am Ende',
  '{} trailing bytes': '{} Bytes zu viel am Ende',
  'key of enctype {} has {} octets instead of {}':
    'ein Schlüssel der Verschlüsselung {} hat {} Bytes statt {}',
  'time is not YYMMDDHHMMSSZ': 'Zeitpunkt ist nicht YYMMDDHHMMSSZ',
  'time is not YYYYMMDDHHMMSSZ': 'Zeitpunkt ist nicht YYYYMMDDHHMMSSZ',
  'shorter than its header': 'kürzer als der Kopf',
  'length field does not fit': 'Längenangabe passt nicht',
  'AP message longer than the frame': 'AP-Nachricht länger als der Rahmen',
  'no AP-REQ or no KRB-PRIV': 'kein AP-REQ oder kein KRB-PRIV',
  'version {}': 'Version {}',
  'no KRB-PRIV': 'kein KRB-PRIV',
  'no message of RFC 4120 starts like this': 'so beginnt keine Nachricht von RFC 4120',
  'nothing that is known here starts like this': 'nichts hier Bekanntes beginnt so',
  'the last record is cut short': 'der letzte Eintrag ist abgeschnitten',
  'a size of 0 ends the file': 'eine Größe von 0 beendet die Datei',
  'not what its tag says': 'nicht das, was das Tag sagt',
  '{} bytes are left over': '{} Bytes bleiben übrig',
  'a key of {} has {} octets, not {}': 'ein Schlüssel von {} hat {} Bytes, nicht {}',
  'bytes behind the message': 'Bytes hinter der Nachricht',
  'no frame of RFC 3244': 'kein Rahmen von RFC 3244',
  'no result code': 'kein Ergebnis-Code',
  'a checksum of the request': 'eine Prüfsumme der Anfrage',
  'a checksum of the request as sent': 'eine Prüfsumme der Anfrage, wie sie geschickt wurde',
  'one of {}': 'eines von {}',
  'at most {}': 'höchstens {}',
  '{} give or take {} s': '{} auf {} s genau',

  // krb5.conf
  'the included file {} cannot be read': 'die eingebundene Datei {} ist nicht lesbar',
  'the included folder {} cannot be read': 'der eingebundene Ordner {} ist nicht lesbar',
  'an opening { is missing': 'eine öffnende { fehlt',
  'a section header stands inside { }': 'eine Abschnitts-Überschrift steht innerhalb von { }',
  'a section header lacks its ]': 'einer Abschnitts-Überschrift fehlt die ]',
  'unexpected text after the section header': 'unerwarteter Text nach der Abschnitts-Überschrift',
  'a closing } without its {': 'eine schließende } ohne ihre {',
  'a line without = (a comment may not follow a value, and stands on a line of its own)':
    'eine Zeile ohne = (ein Kommentar darf nicht hinter einem Wert stehen, sondern nur auf einer eigenen Zeile)',
  'the name before = is empty or has a blank in it': 'der Name vor = ist leer oder enthält ein Leerzeichen',
  'a %{ lacks its }': 'einem %{ fehlt die }',
  '%{{}} is not known here': '%{{}} ist hier nicht bekannt',
  'is not a URL': 'ist keine URL',
  'a KDC proxy must be reached over https': 'ein KDC-Proxy muss über https erreicht werden',
  'Kerberos over plain HTTP is not supported': 'Kerberos über unverschlüsseltes HTTP geht nicht',
  'the KDCs of {} are named by {}, and those are used': 'die KDCs von {} nennt {}, und die werden benutzt',
  'is not host, host:port or [address]:port': 'ist nicht host, host:port oder [adresse]:port',
  'its port is not between 1 and 65535': 'der Port liegt nicht zwischen 1 und 65535',
  'neither true nor false, taken as false': 'weder true noch false, gilt als false',
  'not a whole number, {} is used': 'keine ganze Zahl, es gilt {}',
  'negative, the default is used': 'negativ, es gilt die Vorgabe',
  'not a duration, the default is used': 'keine Zeitdauer, es gilt die Vorgabe',
  'leaves no encryption type that can be used': 'lässt keine benutzbare Verschlüsselung übrig',
  'caches are written in version 4': 'Caches werden in Version 4 geschrieben',
  'encryption type "{}" is not known': 'die Verschlüsselung „{}“ ist nicht bekannt',
  'encryption type {} is not implemented and left out':
    'die Verschlüsselung {} gibt es hier nicht; sie bleibt weg',
  'encryption type {} is weak and left out; "allow_rc4 = true" in [libdefaults] would allow it':
    'die Verschlüsselung {} ist schwach und bleibt weg; „allow_rc4 = true“ in [libdefaults] würde sie erlauben',
  '{} is not honoured for a single realm in [libdefaults]':
    '{} wird in [libdefaults] nicht für einen einzelnen Realm beachtet',
  '[{}] is not supported': '[{}] wird nicht unterstützt',
  '[libdefaults] {} is not supported': '[libdefaults] {} wird nicht unterstützt',
  '[libdefaults] {} is not known': '[libdefaults] {} ist nicht bekannt',
  '[realms] {} is not supported': '[realms] {} wird nicht unterstützt',
  'profile modules are not supported, "{}" is not loaded':
    'Profil-Module werden nicht unterstützt, „{}“ wird nicht geladen',
  '{} (named in KRB5_CONFIG) is not there': '{} (in KRB5_CONFIG genannt) gibt es nicht',
  '{} may not be read by you': '{} darf hier nicht gelesen werden',

  // caches and keytabs
  'a length goes beyond the file': 'eine Länge reicht über die Datei hinaus',
  'the file ends inside its header': 'die Datei endet mitten in ihrem Kopf',
  'the file is empty': 'die Datei ist leer',
  'not a credential cache of a known version': 'kein Ticket-Cache einer bekannten Version',
  'the header goes beyond the file': 'der Kopf reicht über die Datei hinaus',
  'a header field is cut short': 'ein Feld des Kopfes ist abgeschnitten',
  'a header field goes beyond the header': 'ein Feld reicht über den Kopf hinaus',
  'the KDC offset is not 8 bytes long': 'der Zeitversatz des KDC ist nicht 8 Bytes lang',
  'a name counts less than no components': 'ein Name zählt weniger als null Teile',
  'not a keytab of a known version': 'keine Keytab einer bekannten Version',
  'the file ends inside a record': 'die Datei endet mitten in einem Eintrag',
  'a record goes beyond the file': 'ein Eintrag reicht über die Datei hinaus',
  'a name without components': 'ein Name ohne Teile',
  'it is no regular file': 'es ist keine gewöhnliche Datei',
  'there is no such keytab': 'diese Keytab gibt es nicht',
  'the ticket could not be written to the end': 'das Ticket ließ sich nicht zu Ende schreiben',
  'it could not be written to the end': 'sie ließ sich nicht zu Ende schreiben',
  'it is a link in a folder that others may write to':
    'es ist ein Link in einem Ordner, in den andere schreiben dürfen',
  'its path goes over a link of uid {} ({})': 'der Pfad führt über einen Link von uid {} ({})',
  'it is reached over too many links': 'der Weg dorthin führt über zu viele Links',
  'it belongs to uid {}, not to you (uid {})': 'sie gehört uid {}, nicht dem eigenen Konto (uid {})',
  'it may not be read by you': 'sie darf hier nicht gelesen werden',
  'other programs keep changing it': 'andere Programme ändern sie immerzu',
  'the system says {}': 'das System meldet {}',
  'you may not do this to it or to its folder': 'das ist hier für die Datei oder ihren Ordner nicht erlaubt',
  'it lies on a read-only file system': 'sie liegt auf einem Datenträger, der nur lesbar ist',
  'the disk is full': 'der Datenträger ist voll',
  'your disk quota is used up': 'der zugeteilte Speicherplatz ist aufgebraucht',
  'it is a link, or reached over too many links': 'es ist ein Link, oder der Weg dorthin führt über zu viele',
  'its name is too long': 'der Name ist zu lang',
  'it is a folder': 'es ist ein Ordner',
  'its folder does not exist': 'den Ordner gibt es nicht',
  'a part of its path is no folder': 'ein Teil des Pfades ist kein Ordner',
  'this is no known type of credential cache': 'diese Art von Ticket-Cache ist nicht bekannt',
  'DIR: (a folder of caches) is not readable yet': 'DIR: (ein Ordner mit Caches) ist noch nicht lesbar',
  'KCM: (a cache daemon) is not readable yet': 'KCM: (ein Dienst für Caches) ist noch nicht lesbar',
  "KEYRING: (the kernel's key rings) is not readable yet":
    'KEYRING: (die Schlüsselringe des Kernels) ist noch nicht lesbar',
  "API: (macOS's or MIT's cache service) is not readable yet":
    'API: (der Cache-Dienst von macOS oder MIT) ist noch nicht lesbar',
  "MSLSA: (Windows's own tickets) is not readable yet":
    'MSLSA: (die Tickets von Windows selbst) ist noch nicht lesbar',
  'keytab type {}:': 'Keytabs der Art {}:',

  // the PAC
  'an array runs past the end': 'ein Feld reicht über das Ende hinaus',
  'a string has impossible lengths': 'ein Text hat unmögliche Längen',
  'a string has a length and no characters': 'ein Text hat eine Länge und keine Zeichen',
  'a string has an impossible range': 'ein Text hat einen unmöglichen Bereich',
  "a string's two lengths differ": 'die zwei Längen eines Textes sind verschieden',
  'a SID has a revision other than 1': 'eine SID hat eine andere Revision als 1',
  'a SID has more than 15 sub-authorities': 'eine SID hat mehr als 15 Teile',
  "a SID's two counts differ": 'die zwei Anzahlen einer SID sind verschieden',
  'the bytes end too early': 'die Bytes enden zu früh',
  'not type serialization version 1': 'keine Serialisierung der Version 1',
  'not little-endian': 'nicht little-endian',
  'common header length is not 8': 'der gemeinsame Kopf ist nicht 8 Bytes lang',
  'the object buffer runs past the end': 'der Puffer reicht über das Ende hinaus',
  'the top-level pointer is NULL': 'der oberste Zeiger ist NULL',
  'too short for its header': 'zu kurz für den Kopf',
  'version is not 0': 'die Version ist nicht 0',
  'the list of buffers runs past the end': 'die Liste der Puffer reicht über das Ende hinaus',
  'the {} runs past the end': '{} reicht über das Ende hinaus',
  'the {} is not aligned to 8': '{} steht nicht auf einer durch 8 teilbaren Stelle',
  'the {} overlaps the header': '{} überlappt den Kopf',
  'the {} overlaps another': '{} überlappt einen anderen Puffer',
  'relative ids of groups without the SID of their domain': 'Gruppennummern ohne die SID ihrer Domäne',
  'a name of UPN_DNS_INFO runs past the end': 'ein Name in UPN_DNS_INFO reicht über das Ende hinaus',
  'a name of UPN_DNS_INFO has half a character': 'ein Name in UPN_DNS_INFO hat ein halbes Zeichen',
  'the client name has half a character': 'der Name des Clients hat ein halbes Zeichen',
  'the PAC attributes are fewer than announced': 'das PAC hat weniger Attribute als angekündigt',
  'a signature is shorter than its type says': 'eine Signatur ist kürzer, als ihre Art sagt',
  'signature buffer {} is there twice': 'der Signatur-Puffer {} ist doppelt da',
  "an array's two counts differ": 'die zwei Anzahlen eines Feldes sind verschieden',
  'an extra SID is NULL': 'eine weitere SID ist NULL',
  'not a SID': 'keine SID',

  // KDCs that were tried, places that were looked at
  'connection refused': 'Verbindung abgelehnt',
  'host unreachable': 'Host nicht erreichbar',
  'network unreachable': 'Netz nicht erreichbar',
  'connection reset': 'Verbindung abgebrochen',
  'timed out': 'keine Antwort in der Zeit',
  'no local address for it': 'keine eigene Adresse dafür',
  'address family not supported here': 'Adressart hier nicht möglich',
  'no answer': 'keine Antwort',
  'no answer in time': 'keine Antwort in der Zeit',
  'answered with something else': 'hat mit etwas anderem geantwortet',
  'says that its service is unavailable': 'sagt, dass sein Dienst nicht verfügbar ist',
  'not an answer to this request': 'keine Antwort auf diese Anfrage',
  'the connection was closed without an answer': 'die Verbindung wurde ohne Antwort geschlossen',
  'announced an answer of {} bytes': 'hat eine Antwort von {} Bytes angekündigt',
  'KDC proxies are not supported yet': 'KDC-Proxys gehen noch nicht',
  'is configured for UDP alone': 'ist nur für UDP eingerichtet',
  'host name not found': 'Hostname nicht gefunden',
  'DNS (off: dns_lookup_kdc = false)': 'DNS (aus: dns_lookup_kdc = false)',

  // how a name was made of what was typed
  'DNS does not know {}': 'DNS kennt {} nicht',
  'as typed': 'wie eingegeben',
  '{} as typed': '{} wie eingegeben',
  'DNS: {} is {}': 'DNS: {} ist {}',
  'which is {}': 'das ist {}',
  'made {} by the search domain': 'durch die Suchdomäne {}',
  'made {} by qualify_shortname': 'durch qualify_shortname {}',
  'realm {} by [domain_realm] {}': 'Realm {} nach [domain_realm] {}',
  'realm {} by DNS TXT _kerberos.{}': 'Realm {} nach DNS TXT _kerberos.{}',
  'realm left to referrals': 'den Realm nennt das KDC',

  // tokens of GSS-API, and PACs with claims
  'no 16 octets of bindings': 'keine 16 Bytes Channel Bindings',
  'no delegation where its flag is': 'keine Delegierung, obwohl ihr Flag gesetzt ist',
  'the delegation is cut short': 'die Delegierung bricht ab',
  'an extension is cut short': 'eine Erweiterung bricht ab',
  'an empty token': 'ein leeres Token',
  'bytes behind the token': 'Bytes hinter dem Token',
  'octets behind the token': 'Bytes hinter dem Token',
  'a token without its identifier': 'ein Token ohne seine Kennung',
  'a token of {}, not of SPNEGO': 'ein Token von {}, nicht von SPNEGO',
  'no frame of RFC 2743': 'kein Rahmen nach RFC 2743',
  'no definite length': 'keine bestimmte Länge',
  'octets are missing': 'es fehlen Bytes',
  '{} octets are missing': 'es fehlen {} Bytes',
  'the mechanism is longer than the token': 'der Mechanismus ist länger als das Token',
  'a message shorter than its header': 'eine Nachricht, kürzer als ihr Kopf',
  'no message type of NEGOEX': 'keine Nachrichtenart von NEGOEX',
  'no message type of NTLM': 'keine Nachrichtenart von NTLM',
  'too long a list': 'eine zu lange Liste',
  'claims are compressed by the unknown format {}': 'Claims sind mit dem unbekannten Format {} komprimiert',
  "a claim's two types differ": 'die beiden Arten eines Claims sind verschieden',
  'more than 128 buffers': 'mehr als 128 Puffer',
  'a chunk runs past the end': 'ein Abschnitt reicht über das Ende hinaus',
  'a chunk holds more than 4,096 octets': 'ein Abschnitt enthält mehr als 4.096 Bytes',
  'a match is cut off': 'ein Rückverweis bricht ab',
  'a match starts before its chunk': 'ein Rückverweis beginnt vor seinem Abschnitt',
  'a match starts before the beginning': 'ein Rückverweis beginnt vor dem Anfang',
  'compressed data': 'komprimierte Daten',
  'more than the announced length': 'mehr als die angekündigte Länge',
  'less than the announced length': 'weniger als die angekündigte Länge',
  'a block is shorter than its table': 'ein Block ist kürzer als seine Tabelle',
  'it ends too early': 'endet zu früh',
  'no code of the table': 'kein Code der Tabelle',
  'the code lengths are more than codes': 'die Codelängen ergeben mehr als Codes',
  'a length is written longer than it is': 'eine Länge ist länger geschrieben, als sie ist',

  // what was being done
  'sign-in of {}': 'Anmeldung von {}',
  'The sign-in': 'Anmeldung',
  'The password change': 'Passwortwechsel',
  'The action': 'Vorgang',
  'request for {}': 'Anfrage für {}',
  request: 'Anfrage',
  'AS exchange': 'AS-Austausch',
  'AS exchange for {}': 'AS-Austausch für {}',
  'ticket for {}': 'Ticket für {}',
  'checksum type {}': 'Prüfsummen-Art {}',
  'checksum of type {}': 'Prüfsumme der Art {}',
  encryption: 'Verschlüsselung',
  key: 'Schlüssel',
  ticket: 'Ticket',
  'kpasswd frame': 'kpasswd-Nachricht',
  'authorization data': 'Autorisierungsdaten',
  'KDC proxy {}': 'KDC-Proxy {}',
  'the option {}': 'die Option {}',
};

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Those with something filled in: the longest first, so that the most particular one is found. */
const patterns = Object.keys(phrases)
  .filter((phrase) => phrase.includes('{}'))
  .sort((a, b) => b.length - a.length)
  .map((phrase) => ({
    phrase,
    matches: new RegExp(`^${phrase.split('{}').map(escape).join('(.*?)')}$`, 's'),
  }));

/** The phrase in German, with what is filled in as it was; as it is where it is not known. */
export function phrase(english: string): string {
  const whole = Object.hasOwn(phrases, english) ? phrases[english] : undefined;
  if (whole !== undefined) return whole;
  for (const { phrase: known, matches } of patterns) {
    const found = matches.exec(english);
    if (found === null) continue;
    const filled = found.slice(1);
    return (phrases[known] ?? english).replace(/\{\}/g, () => filled.shift() ?? '');
  }
  return english;
}

/** A remark on krb5.conf: `/etc/krb5.conf:3: [libdefaults] foo is not known`, or with `option = value: ` before it. */
export function remark(english: string): string {
  const parts = /^(?:(.*?:\d+): )?(?:([^ ]+ = .*): )?(.*)$/s.exec(english);
  if (parts === null) return english;
  const [, at, option, rest = ''] = parts;
  return [at, option, phrase(rest)].filter((part) => part !== undefined).join(': ');
}

/** How a name was made: phrases after commas, one such list for each name that was asked for. */
export function way(english: string): string {
  return english
    .split('; then ')
    .map((each) => each.split(', ').map(phrase).join(', '))
    .join('; dann ');
}
