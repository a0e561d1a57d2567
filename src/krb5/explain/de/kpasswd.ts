// A password server's refusal in German.
import type { PasswordPolicy } from '../../errors.ts';
import { KpasswdResult } from '../../iana/kpasswd-result.ts';
import { PasswordProperty } from '../password-property.ts';
import type { Said, Tongue } from '../types.ts';

const DAY = 86400;

export function policyRules(policy: PasswordPolicy): readonly string[] {
  const rules: string[] = [];
  if ((policy.properties & PasswordProperty.REFUSE_CHANGE) !== 0) {
    rules.push('Passwörter lassen sich auf diesem Weg nicht ändern.');
  }
  if (policy.minLength > 0) {
    rules.push(`Das Passwort muss mindestens ${String(policy.minLength)} Zeichen haben.`);
  }
  if ((policy.properties & PasswordProperty.COMPLEX) !== 0) {
    rules.push(
      'Es muss Zeichen aus dreien dieser Gruppen haben: Großbuchstaben, Kleinbuchstaben, Ziffern, Sonderzeichen; und keinen Teil des eigenen Namens.',
    );
  }
  if (policy.history > 0) {
    rules.push(
      policy.history === 1
        ? 'Es muss anders sein als das letzte Passwort.'
        : `Es muss anders sein als die letzten ${String(policy.history)} Passwörter.`,
    );
  }
  if (policy.minAgeSeconds > 0) {
    const days = Math.ceil(policy.minAgeSeconds / DAY);
    rules.push(
      `Ein Passwort lässt sich erst nach ${days === 1 ? 'einem Tag' : `${String(days)} Tagen`} wieder ändern.`,
    );
  }
  return rules;
}

export const kpasswd: Tongue['kpasswd'] = {
  [KpasswdResult.SUCCESS]: {
    what: 'Der Passwort-Server meldet den Erfolg als Fehler',
    why: 'Seine Antwort widerspricht sich selbst.',
    toDo: 'Die Anmeldung mit dem neuen Passwort versuchen; geht das nicht, mit dem alten, und dem Administrator Bescheid geben.',
  },
  [KpasswdResult.MALFORMED]: {
    what: 'Der Passwort-Server konnte die Anfrage nicht lesen',
    why: 'Er nennt sie fehlerhaft.',
    toDo: 'Dies dem Betreiber des Servers zeigen.',
  },
  [KpasswdResult.HARDERROR]: {
    what: 'Der Passwort-Server ist gescheitert; das Passwort wurde nicht geändert',
    why: 'Er meldet einen eigenen Fehler.',
    toDo: 'Später noch einmal versuchen; bleibt es dabei, dem Administrator Bescheid geben.',
  },
  [KpasswdResult.AUTHERROR]: {
    what: 'Der Passwort-Server erkennt die Anmeldung nicht an',
    why: 'Er konnte das mitgeschickte Ticket nicht prüfen: Eine Uhr geht falsch, oder seine Schlüssel wurden geändert.',
    toDo: 'Die Uhr prüfen und noch einmal versuchen.',
  },
  [KpasswdResult.SOFTERROR]: {
    what: 'Das neue Passwort wurde nicht angenommen',
    why: 'Es folgt nicht den Regeln für Passwörter.',
    toDo: 'Ein anderes Passwort wählen. Das alte gilt weiter.',
  },
  [KpasswdResult.ACCESSDENIED]: {
    what: 'Dieses Passwort darf hier nicht geändert werden',
    why: 'Die Regeln des Servers erlauben es nicht.',
    toDo: 'Den Administrator bitten, das Passwort zu setzen.',
  },
  [KpasswdResult.BAD_VERSION]: {
    what: 'Der Passwort-Server kennt diese Version des Protokolls nicht',
    why: 'Er nimmt nur die ältere Form der Anfrage.',
    toDo: 'Das Passwort auf dem Weg ändern, den der Hersteller des Servers nennt, oder beim Administrator nachfragen.',
  },
  [KpasswdResult.INITIAL_FLAG_NEEDED]: {
    what: 'Der Passwort-Server verlangt eine frische Anmeldung',
    why: 'Das mitgeschickte Ticket stammt nicht aus dem jetzigen Passwort.',
    toDo: 'Die Änderung neu beginnen und das jetzige Passwort eingeben.',
  },
};

export const kpasswdUnknown: Said = {
  what: 'Das Passwort wurde nicht geändert',
  why: 'Der Server nennt einen Grund, der nirgends verzeichnet ist.',
  toDo: 'Beim Administrator nachfragen.',
};
