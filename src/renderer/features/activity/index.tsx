// Activity: what was done and seen at the left, what went over the wire for one of it in the middle, and the message
// that is open at the right. In a narrow window one takes the other's place.
import { Button } from '@fluentui/react-components';
import { ArrowSwap24Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMedia, useSnapshot } from '../../state/hooks.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';
import { ExchangePane } from './exchange-pane.tsx';
import { Filter, everything, filterOf } from './filter.tsx';
import { List } from './list.tsx';
import { useHistory } from './use-history.ts';

const words = text.activity;

export function Activity(): ReactElement {
  const { history } = useSnapshot();
  const [chosen, setChosen] = useState(everything);
  const listed = useHistory(filterOf(chosen));
  const { looked, look } = useUi();
  const isWide = useMedia('(min-width: 760px)');
  const { rows } = listed;
  // Beside the list there is always something to see; in its place only what was chosen.
  const row = rows.find(({ id }) => id === looked?.id) ?? looked ?? (isWide ? rows[0] : undefined);
  const isFiltered = Object.keys(filterOf(chosen)).length > 0;
  const showsList = isWide || row === undefined;
  return (
    <div className={`act${showsList && row !== undefined ? '' : ' one'}`}>
      {showsList && (
        <div className="act-l" data-pane="content" tabIndex={-1}>
          <div className="act-h">
            <h1>{words.title}</h1>
          </div>
          {(history.length > 0 || isFiltered) && <Filter chosen={chosen} onChange={setChosen} />}
          {rows.length === 0 && !listed.busy && !listed.failed && (
            <div className="nil">
              <ArrowSwap24Regular />
              <p>{isFiltered ? text.exchange.filter.none : words.empty}</p>
              {isFiltered && (
                <Button
                  className="b-s"
                  onClick={() => {
                    setChosen(everything);
                  }}
                >
                  {text.exchange.filter.reset}
                </Button>
              )}
            </div>
          )}
          {listed.failed && (
            <p className="act-n" role="alert">
              {text.exchange.failed}
            </p>
          )}
          {rows.length > 0 && <List listed={listed} selected={row?.id} onSelect={look} />}
        </div>
      )}
      {row !== undefined && (
        <ExchangePane
          key={row.id}
          row={row}
          onBack={
            showsList
              ? undefined
              : () => {
                  look(undefined);
                }
          }
        />
      )}
    </div>
  );
}
