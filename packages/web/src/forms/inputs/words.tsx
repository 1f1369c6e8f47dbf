import { Textarea, TextInput } from '@mantine/core'
import { formatNumber } from '../../language/format.ts'
import { useText } from '../../language/text.ts'
import { IconAlertTriangle } from '../../parts/icon.tsx'
import { type InputProps, textOf, useFormScope, useInputWords } from '../form-scope.ts'
import { type Cut, useBoundedPaste, usualLimits } from './bounded-paste.ts'
import { leftToRight, ownDirection } from './direction.ts'
import { frameOf } from './frame.tsx'
import classes from './inputs.module.css'

/** One line of words. Arabic or Hebrew runs from its own side (`dir=auto`). */
export function LineInput(props: InputProps) {
  const words = useInputWords(props)
  const { readOnly } = useFormScope()
  const limit = props.field.maxLength ?? usualLimits.text
  const write = (value: string) => props.onChange(value === '' ? null : value)
  const { cut, onPaste } = useBoundedPaste(limit, write)
  return (
    <div>
      <TextInput
        {...frameOf(words, props.at, readOnly, props.bare)}
        attributes={ownDirection}
        value={textOf(props.value)}
        maxLength={limit}
        onPaste={onPaste}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <CutNote cut={cut} />
    </div>
  )
}

/** Codes, addresses and numbers as written: no spelling, no capitals by themselves, always left to right. */
export function CodeInput(props: InputProps) {
  const words = useInputWords(props)
  const { readOnly } = useFormScope()
  const limit = props.field.maxLength ?? 4000
  const write = (value: string) => props.onChange(value.trim() === '' ? null : value.trim())
  const { cut, onPaste } = useBoundedPaste(limit, write)
  return (
    <div>
      <TextInput
        {...frameOf(words, props.at, readOnly, props.bare)}
        className="typed-code"
        attributes={leftToRight}
        spellCheck={false}
        autoCapitalize="none"
        inputMode={props.field.type === 'link' ? 'url' : 'text'}
        value={textOf(props.value)}
        maxLength={limit}
        onPaste={onPaste}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <CutNote cut={cut} />
    </div>
  )
}

/** Paragraphs; near the limit it says how much room is left. */
export function ParagraphsInput(props: InputProps) {
  const text = useText()
  const words = useInputWords(props)
  const { readOnly } = useFormScope()
  const limit = props.field.maxLength ?? usualLimits.long_text
  const write = (value: string) => props.onChange(value === '' ? null : value)
  const { cut, onPaste } = useBoundedPaste(limit, write)
  const value = textOf(props.value)
  const left = limit - value.length
  return (
    <div>
      <Textarea
        {...frameOf(words, props.at, readOnly, props.bare)}
        attributes={ownDirection}
        rows={Math.min(12, Math.max(3, Math.ceil(value.length / 90)))}
        value={value}
        maxLength={limit}
        onPaste={onPaste}
        onChange={(event) => write(event.currentTarget.value)}
      />
      {left < limit / 10 ? (
        <span className={classes.told}>{text('forms.left', { count: left, written: formatNumber(left, text.tag) })}</span>
      ) : null}
      <CutNote cut={cut} />
    </div>
  )
}

/** Says that a paste did not fit, and where the rest is. */
export function CutNote({ cut }: { readonly cut: Cut | undefined }) {
  const text = useText()
  if (cut === undefined) return null
  return (
    <span className={classes.told} role="status">
      <IconAlertTriangle size={15} aria-hidden="true" />
      {text('forms.cut', { taken: formatNumber(cut.taken, text.tag), given: formatNumber(cut.given, text.tag) })}
    </span>
  )
}
