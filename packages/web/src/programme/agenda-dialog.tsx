import type { OpenItems, SessionDetail } from '@enlace/api'
import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Answered } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { askOpenItems } from './ask-programme.ts'
import { nextPosition } from './move-item.ts'
import classes from './programme.module.css'
import { useWriteAbout } from './use-write-about.ts'

const tones: Readonly<Record<string, 'bad' | 'warn' | 'info'>> = { overdue: 'bad', disputed: 'bad', due: 'warn', put_off: 'warn' }

/** Builds an agenda from what is open, with why each is offered. Nothing stands there before a person has picked it. */
export function AgendaDialog({ detail, onClose }: { readonly detail: SessionDetail; readonly onClose: () => void }) {
  const text = useText()
  const { session, items } = detail.told
  const question = useQuery(askOpenItems(session.record.id))
  const write = useWriteAbout(session.record.id)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string) => setPicked(picked.has(id) ? new Set([...picked].filter((one) => one !== id)) : new Set([...picked, id]))
  const submit = async () => {
    if (write === undefined || picked.size === 0) return false
    const chosen = (question.data?.items ?? []).filter(({ id }) => picked.has(id))
    const first = nextPosition(items, 'agenda')
    for (const [i, item] of chosen.entries()) {
      await write('session-item', {
        abstract: item.title.slice(0, 120),
        content: item.title,
        session_ref: session.record.id,
        item_type: 'agenda',
        position: first + i,
        words: wordsOf(item),
        about_ref: item.id,
      })
    }
    return true
  }
  return (
    <FormDialog
      title={text('programme.agenda.build')}
      action={text('programme.agenda.take', { count: picked.size })}
      done={text('programme.written')}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="soft small">{text('programme.agenda.lead')}</p>
      <Answered question={question} shape="rows">
        {({ items: open }) =>
          open.length === 0 ? (
            <p>{text('programme.agenda.nothing')}</p>
          ) : (
            <ul className={classes.items}>
              {open.map((item) => (
                <li key={item.id}>
                  <Checkbox
                    label={
                      <>
                        {item.title} <Tag tone={tones[item.why] ?? 'info'}>{text.find(`programme.why.${item.why}`) ?? item.why}</Tag>{' '}
                        <PartyMark party={item.from} />
                      </>
                    }
                    description={item.taken ? text('programme.agenda.taken') : undefined}
                    disabled={item.taken}
                    checked={item.taken || picked.has(item.id)}
                    onChange={() => toggle(item.id)}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </FormDialog>
  )
}

function wordsOf(item: OpenItems['items'][number]): Record<string, string> {
  return Object.keys(item.words).length === 0 ? { es: item.title, en: item.title } : { ...item.words }
}
