// The selected field in words: what it is, where it stands, what it means, and what can be done with it.
import { Button } from '@fluentui/react-components';
import { Braces16Regular, Copy16Regular, Eye16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { BlobField } from '#shared';
import { useActions } from '../../state/actions.ts';
import { text } from '../../strings/index.ts';
import { useOctets } from './bytes.ts';
import type { ByteStore } from './bytes.ts';
import { clauseOf } from './clauses.ts';
import { parentPlace } from './fields.ts';
import type { FieldStore } from './fields.ts';

const words = text.inspect;
/** Octets of a tag and a length that are shown. */
const HEAD = 12;

function pathTo(store: FieldStore, at: string): string {
  const names: string[] = [];
  for (let place: string | undefined = at; place !== undefined; place = parentPlace(place))
    names.unshift(store.get(place)?.name ?? '…');
  return names.join('.');
}

function sentences(field: BlobField): readonly string[] {
  const blank = field.secret === 'hidden' || field.secret === 'never';
  const means = text.exchange.means({ ...field, blank, depth: 0 });
  return [
    ...(field.kind === 'secret' || field.name === 'cipher' ? [] : means),
    ...(field.made?.by === undefined ? [] : [words.madeLong(field.made.how, field.made.by)]),
    ...(field.wants === undefined ? [] : [words.wants(field.wants)]),
    ...(field.secret === 'hidden' ? [words.hiddenWhy] : []),
    ...(field.secret === 'never' && field.valueLength > 0 ? [words.neverShown] : []),
  ];
}

export function FieldPane(props: {
  readonly field: BlobField;
  readonly fields: FieldStore;
  readonly bytes: ByteStore;
  readonly onReveal: () => void;
  readonly onCopyJson: () => void;
}): ReactElement {
  const { field, fields, bytes } = props;
  const actions = useActions();
  const { source, offset, valueOffset } = field;
  const head = useOctets(bytes, source, offset, Math.min(valueOffset, offset + HEAD));
  const said = field.secret === undefined || field.secret === 'revealed' ? field.value : undefined;
  const isRevealed = field.secret === 'revealed';
  const clause = clauseOf(field.type) ?? clauseOf(field.name);
  return (
    <section className="fd" aria-live="polite" aria-label={field.name} data-pane="field" tabIndex={-1}>
      <div className="row g8">
        <b className="pn">{field.name}</b>
        <span className="chip">{field.type}</span>
        <span className="sp" />
        {clause !== undefined && <span className="lbl">{clause}</span>}
      </div>
      {sentences(field).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {said !== undefined && said !== '' && (
        <p className="fd-v">
          <span className={field.kind === 'octets' || isRevealed ? 'mono' : 'pn'}>{said}</span>
          {field.meaning !== undefined && <span className="dim"> {field.meaning}</span>}
        </p>
      )}
      {field.explained !== undefined && (
        <ul className="fd-f">
          {field.explained.map(({ term, text: means }) => (
            <li key={term}>
              <b>{term}</b> {means}
            </li>
          ))}
        </ul>
      )}
      <div className="fd-g">
        <div>
          <span className="lbl">{words.path}</span>
          <span className="mono">{pathTo(fields, field.at)}</span>
        </div>
        {head.length > 0 && (
          <div>
            <span className="lbl">{words.tag}</span>
            <span className="mono">
              <em>
                {head
                  .map((octet) =>
                    octet === undefined || octet.blank ? '··' : octet.value.toString(16).padStart(2, '0'),
                  )
                  .join(' ')}
              </em>
            </span>
          </div>
        )}
        <div>
          <span className="lbl">{words.place}</span>
          <span className="num">{words.placeOf(field.offset, field.length)}</span>
        </div>
        {field.bits !== undefined && (
          <div>
            <span className="lbl">{words.bits}</span>
            <span className="mono">{field.bits}</span>
          </div>
        )}
      </div>
      <div className="row g8 fd-b">
        {field.secret === 'hidden' && (
          <Button className="b-s" icon={<Eye16Regular />} onClick={props.onReveal}>
            {words.reveal}
          </Button>
        )}
        {said !== undefined && said !== '' && !isRevealed && (
          <Button
            className="b-s"
            appearance="subtle"
            icon={<Copy16Regular />}
            onClick={() => {
              void actions.copy(said);
            }}
          >
            {words.copyValue}
          </Button>
        )}
        <Button className="b-s" appearance="subtle" icon={<Braces16Regular />} onClick={props.onCopyJson}>
          {words.copyJson}
        </Button>
      </div>
    </section>
  );
}
