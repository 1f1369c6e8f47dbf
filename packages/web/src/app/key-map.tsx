import { type TextId, useText } from '../language/text.ts'
import { Dialog } from '../parts/dialog.tsx'
import classes from './key-map.module.css'
import { tasks } from './tasks.ts'

const groups: readonly { readonly title: TextId; readonly rows: readonly (readonly [string, TextId])[] }[] = [
  {
    title: 'keys.anywhere',
    rows: [
      ['n', 'keys.newAlert'],
      ['/', 'keys.search'],
      ['?', 'keys.help'],
      ...tasks.flatMap((task) => (task.key === undefined ? [] : [[`g ${task.key}`, task.label] as const])),
    ],
  },
  {
    title: 'keys.inbox',
    rows: [
      ['j', 'keys.next'],
      ['k', 'keys.previous'],
      ['Enter', 'keys.open'],
      ['a', 'keys.acknowledge'],
      ['t', 'keys.acting'],
      ['x', 'keys.cannotAct'],
      ['o', 'keys.outcome'],
    ],
  },
  { title: 'keys.alert', rows: [['Ctrl Enter', 'keys.send']] },
]

/** Every key, on one sheet. */
export function KeyMapDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText()
  return (
    <Dialog title={text('keys.title')} onClose={onClose}>
      <div className={classes.groups}>
        {groups.map((group) => (
          <section key={group.title} className="stack-tight">
            <h3>{text(group.title)}</h3>
            <dl className={classes.rows}>
              {group.rows.map(([keys, meaning]) => (
                <div key={keys}>
                  <dt>
                    {keys.split(' ').map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{text(meaning)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
