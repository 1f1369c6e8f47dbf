import { useText } from '../language/text.ts'
import { listCommands } from '../parts/commands.ts'
import { Dialog } from '../parts/dialog.tsx'
import { KeyHint } from '../parts/key-hint.tsx'
import { keyGroups } from './key-groups.ts'
import classes from './key-map.module.css'

/** Every key, on one sheet; those of the page beneath it first. */
export function KeyMapDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText()
  const known = new Set(keyGroups.flatMap(({ rows }) => rows.map(([keys]) => keys)))
  const here = listCommands().filter(({ keys }) => keys !== undefined && !known.has(keys.replace('+', ' ')))
  return (
    <Dialog title={text('keys.title')} onClose={onClose} wide>
      <div className={classes.groups}>
        {here.length === 0 ? null : (
          <Group title={text('shell.keys.here')} rows={here.map(({ keys, label }) => [keys ?? '', label] as const)} />
        )}
        {keyGroups.map((group) => (
          <Group key={group.title} title={text(group.title)} rows={group.rows.map(([keys, meaning]) => [keys, text(meaning)] as const)} />
        ))}
      </div>
    </Dialog>
  )
}

function Group({ title, rows }: { readonly title: string; readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <section className="stack-tight">
      <h3>{title}</h3>
      <dl className={classes.rows}>
        {rows.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>
              <KeyHint keys={keys} />
              <kbd className="unseen">{keys}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
