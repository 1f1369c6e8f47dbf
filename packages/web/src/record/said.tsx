import type { JsonObject } from '@enlace/core'
import { choiceLabel, fieldLabel, fieldValue, kinds } from '@enlace/records'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askRecord } from '../api/questions.ts'
import { groundField } from '../inbox/use-respond.ts'
import { useKindWords } from '../kinds/kind-words.ts'
import classes from './timeline.module.css'

/** The codes that an answer or a judgment gives beside its words. */
const grounds = { response: Object.values(groundField), feedback: ['verdict', 'used_for'] } as const

/** What a step or feedback said: its codes in the reader's language, its words as they were written. Nothing where there is no answer to read. */
export function Said({ response, as = 'response' }: { readonly response: string | undefined; readonly as?: keyof typeof grounds }) {
  const say = useKindWords()
  const { data } = useQuery({ ...askRecord(response ?? ''), enabled: response !== undefined })
  const kind = kinds.get(as)
  if (response === undefined || data === undefined || kind === undefined || say === undefined) return null
  const object = data.object as JsonObject
  const shown = grounds[as].flatMap((name) => kind.fields.filter((placed) => placed.name === name))
  return (
    <span className={classes.said}>
      {shown.map((placed) => {
        const code = fieldValue(placed, object)
        if (typeof code !== 'string') return null
        const english =
          placed.field.choices !== undefined && Object.hasOwn(placed.field.choices, code) ? placed.field.choices[code] : undefined
        return (
          <span key={placed.name}>
            {say(fieldLabel(kind, [placed.name], placed.field))}:{' '}
            <strong>{english === undefined ? code : say(choiceLabel(kind, [placed.name], code, english))}</strong>
          </span>
        )
      })}
      {typeof object.content === 'string' ? (
        <Link to="/records/$id" params={{ id: response }} lang={typeof object.lang === 'string' ? object.lang : undefined}>
          {object.content.slice(0, 400)}
        </Link>
      ) : null}
    </span>
  )
}
