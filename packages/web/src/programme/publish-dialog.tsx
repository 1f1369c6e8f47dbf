import { Checkbox, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { fromLocalInput, toLocalInput } from '../kinds/local-instant.ts'
import { useText } from '../language/text.ts'
import { InstantField } from '../parts/day-field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Notice } from '../parts/notice.tsx'
import { Answered } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { askWhatGoesOut, useProposePublication } from './ask-publication.ts'
import { NotOffered } from './not-offered.tsx'
import classes from './programme.module.css'
import { nothingSaid, readInTwo } from './read-in-two.ts'
import { SecondPerson } from './second-person.tsx'
import { WordsInTwo } from './words-in-two.tsx'

const offeredMs = 24 * 3_600_000

/** Proposes that a record be public, now or at an instant, with what was said about it or without. */
export function PublishDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const text = useText()
  const propose = useProposePublication()
  const question = useQuery(askWhatGoesOut(id))
  const [isLater, setIsLater] = useState(false)
  const [chosen, setChosen] = useState(() => toLocalInput(new Date(nodeNow().getTime() + offeredMs).toISOString()))
  const [line, setLine] = useState(nothingSaid)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState(false)
  const instant = fromLocalInput(chosen)
  const isPast = instant === undefined || Date.parse(instant) <= nodeNow().getTime()
  const hasLine = line.es.trim() + line.en.trim() !== ''
  const items = (question.data?.records ?? []).map((one) => one.id).filter((one) => !left.has(one))
  const toggle = (one: string) => setLeft(left.has(one) ? new Set([...left].filter((each) => each !== one)) : new Set([...left, one]))
  const submit = async () => {
    setTried(true)
    const announced = isLater && hasLine ? readInTwo(line) : null
    if (items.length === 0 || announced === undefined || (isLater && isPast)) return false
    const publishAt = isLater && instant !== undefined ? instant : nodeNow().toISOString()
    await propose({ items, does: 'publish', publishAt, announced, reason: null })
    return true
  }
  if (question.isError)
    return <NotOffered title={text('programme.publication.publish')} problem={question.error} id={id} onClose={onClose} />
  return (
    <FormDialog
      title={text('programme.publication.publish')}
      action={text('programme.publication.publish.do')}
      done={text('programme.publication.asked')}
      onSubmit={submit}
      onClose={onClose}
    >
      <Answered question={question} shape="rows">
        {({ records, seconds, isOut }) => (
          <div className="stack">
            {isOut ? <Notice tone="info" title={text('programme.publication.isOut')} /> : null}
            <fieldset className="stack-tight">
              <legend>{text('programme.publication.along')}</legend>
              <ul className={classes.items}>
                {records.map((record) => (
                  <li key={record.id}>
                    {record.id === id ? (
                      <strong>{record.title}</strong>
                    ) : (
                      <Checkbox
                        label={
                          <>
                            {record.title} <PartyMark party={record.from} />
                          </>
                        }
                        checked={!left.has(record.id)}
                        onChange={() => toggle(record.id)}
                      />
                    )}
                  </li>
                ))}
              </ul>
              {records.length > 1 || isOut ? null : <p className="soft small">{text('programme.publication.along.none')}</p>}
              {tried && items.length === 0 ? <p role="alert">{text('programme.publication.along.empty')}</p> : null}
            </fieldset>
            <NativeSelect
              label={text('programme.publication.when')}
              value={isLater ? 'later' : 'now'}
              onChange={({ currentTarget: { value } }) => setIsLater(value === 'later')}
              data={(['now', 'later'] as const).map((value) => ({ value, label: text(`programme.publication.when.${value}`) }))}
            />
            {isLater ? (
              <>
                <InstantField
                  label={text('programme.publication.instant')}
                  value={chosen}
                  error={isPast ? text('programme.publication.instant.past') : undefined}
                  onChange={({ currentTarget: { value } }) => setChosen(value)}
                />
                <p className="soft small">{text('programme.publication.line.lead')}</p>
                <WordsInTwo
                  label={text('programme.publication.line')}
                  value={line}
                  onChange={setLine}
                  tried={tried}
                  {...(hasLine ? {} : { needed: [] })}
                />
              </>
            ) : null}
            <SecondPerson seconds={seconds} />
          </div>
        )}
      </Answered>
    </FormDialog>
  )
}
