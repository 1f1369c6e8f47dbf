import { isJsonObject, type Json } from '@enlace/core'
import { NativeSelect, Textarea } from '@mantine/core'
import { useText } from '../../language/text.ts'
import { type InputProps, inputId, textOf, useFormScope, useInputWords } from '../form-scope.ts'
import { usualLimits } from './bounded-paste.ts'
import { ownDirection } from './direction.ts'
import { FieldGroup, frameOf } from './frame.tsx'
import classes from './inputs.module.css'

/** Languages that desks meet; a value outside the list is kept and shown as it is. */
const offered = ['es', 'en', 'fr', 'pt', 'ht', 'qu', 'zh', 'ar', 'he', 'de', 'it', 'ru', 'uk', 'hi', 'ja', 'ko'] as const

/** A language by its name in the reader's language; its tag when nobody has a name for it. */
export function sayLanguage(tag: string, locale: string): string {
  try {
    const name = new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' }).of(tag) ?? tag
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
  } catch {
    return tag
  }
}

export function LanguageInput(props: InputProps) {
  const text = useText()
  const words = useInputWords(props)
  const { readOnly } = useFormScope()
  const value = textOf(props.value)
  const tags: readonly string[] = value === '' || offered.some((tag) => tag === value) ? offered : [value, ...offered]
  const { readOnly: _, ...frame } = frameOf(words, props.at, readOnly, props.bare)
  return (
    <NativeSelect
      {...frame}
      disabled={readOnly}
      value={value}
      onChange={(event) => props.onChange(event.currentTarget.value || null)}
      data={[{ value: '', label: text('forms.notStated') }, ...tags.map((tag) => ({ value: tag, label: sayLanguage(tag, text.tag) }))]}
    />
  )
}

/** The same words in Spanish and English side by side, the reader's own first; other languages that it holds stand after. */
export function LocalizedInput(props: InputProps) {
  const text = useText()
  const words = useInputWords(props)
  const { readOnly, prefix } = useFormScope()
  const held = (isJsonObject(props.value) ? props.value : {}) as Readonly<Record<string, Json>>
  const pair = text.language === 'en' ? ['en', 'es'] : ['es', 'en']
  const tags = [...pair, ...Object.keys(held).filter((tag) => !pair.includes(tag))]
  return (
    <FieldGroup words={words} at={props.at}>
      <div className={classes.pair}>
        {tags.map((tag) => (
          <Textarea
            key={tag}
            id={inputId(prefix, `${props.at}/${tag}`)}
            label={sayLanguage(tag, text.tag)}
            lang={tag}
            attributes={ownDirection}
            rows={3}
            readOnly={readOnly}
            maxLength={props.field.maxLength ?? usualLimits.long_text}
            value={textOf(held[tag])}
            onChange={(event) => {
              const { [tag]: _, ...rest } = held
              const next = event.currentTarget.value === '' ? rest : { ...held, [tag]: event.currentTarget.value }
              props.onChange(Object.keys(next).length === 0 ? null : next)
            }}
          />
        ))}
      </div>
    </FieldGroup>
  )
}
