import { purposeLabel, titleLabel } from '@enlace/records'
import { TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { SayLabel } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { Dialog } from '../parts/dialog.tsx'
import { fold } from './fold.ts'
import classes from './kind-chooser.module.css'
import { kindTasks } from './kind-tasks.ts'

/** What can be written, by task, found by typing: from an alert to every type of STIX. */
export function KindChooser({ say, onClose }: { readonly say: SayLabel; readonly onClose: () => void }) {
  const text = useText()
  const [typed, setTyped] = useState('')
  const tasks = useMemo(kindTasks, [])
  const asked = fold(typed)
  const groups = tasks
    .map(({ task, kinds }) => ({
      task,
      kinds: kinds.filter(
        (kind) => asked === '' || fold(`${say(titleLabel(kind))} ${say(purposeLabel(kind))} ${kind.name}`).includes(asked),
      ),
    }))
    .filter(({ kinds }) => kinds.length > 0)
  return (
    <Dialog title={text('forms.choose.title')} onClose={onClose}>
      <div className="stack">
        <TextInput
          type="search"
          label={text('forms.choose.find')}
          value={typed}
          maxLength={100}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {groups.length === 0 ? <p className="soft">{text('forms.choose.none')}</p> : null}
        {groups.map(({ task, kinds }) => (
          <section key={task} className="stack-tight" aria-labelledby={`choose-${task}`}>
            <h3 id={`choose-${task}`}>{text(`forms.choose.${task}`)}</h3>
            <ul className={classes.kinds}>
              {kinds.map((kind) => (
                <li key={kind.name}>
                  <Link
                    to="/new/$kind"
                    params={{ kind: kind.name }}
                    search={{ draft: undefined }}
                    onClick={onClose}
                    className={classes.kind}
                  >
                    <strong>{say(titleLabel(kind))}</strong>
                    <span className="soft small">{say(purposeLabel(kind))}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
