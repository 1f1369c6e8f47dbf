import type { NoteDetail } from '@enlace/api'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Tag } from '../parts/tag.tsx'
import classes from './both-texts.module.css'
import { useNoteWords } from './say-note.ts'

/** The text of a note and its translation side by side; only the first binds unless a translator certified the other. */
export function BothTexts({ detail }: { readonly detail: NoteDetail }) {
  const text = useText()
  const words = useNoteWords()
  const { fields } = detail
  const translated = fields.translation_text
  return (
    <div className={classes.sides}>
      <section className="stack-tight" lang={fields.text_language}>
        <h3>{words.language(fields.text_language ?? '')}</h3>
        <p className={classes.text}>{detail.text}</p>
      </section>
      <section className="stack-tight">
        <h3>{fields.translation_language === undefined ? words.label('translation_text') : words.language(fields.translation_language)}</h3>
        <span>
          <Tag tone={fields.translation_state === 'certified' ? 'good' : 'warn'}>
            {words.choice('translation_state', fields.translation_state ?? 'none')}
          </Tag>{' '}
          {fields.translator === undefined ? null : (
            <span className="small">
              {[fields.translator, ...(fields.translated_on === undefined ? [] : [formatDay(fields.translated_on, text.tag)])].join(', ')}
            </span>
          )}
        </span>
        {translated === undefined ? (
          <p className="soft">{text('notes.noTranslation')}</p>
        ) : (
          <p className={classes.text} lang={fields.translation_language}>
            {translated}
          </p>
        )}
      </section>
    </div>
  )
}
