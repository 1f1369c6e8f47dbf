import type { Json } from '@enlace/core'
import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../../language/text.ts'
import { type InputProps, useFormScope, useInputWords } from '../form-scope.ts'
import { useBoundedPaste } from './bounded-paste.ts'
import { leftToRight } from './direction.ts'
import { frameOf } from './frame.tsx'
import { CutNote } from './words.tsx'

const mostJson = 100_000

/** Any JSON, for what only machines write. What is no JSON stays as written, and is said. */
export function JsonInput(props: InputProps) {
  const text = useText()
  const words = useInputWords(props)
  const { readOnly } = useFormScope()
  const [written, setWritten] = useState<string>()
  const [broken, setBroken] = useState(false)
  const write = (said: string) => {
    setWritten(said)
    if (said.trim() === '') {
      setBroken(false)
      return props.onChange(null)
    }
    const parsed = parse(said)
    setBroken(parsed === undefined)
    if (parsed !== undefined) props.onChange(parsed)
  }
  const { cut, onPaste } = useBoundedPaste(mostJson, write)
  const frame = frameOf(words, props.at, readOnly, props.bare)
  return (
    <div>
      <Textarea
        {...frame}
        description={props.bare === true ? undefined : (words.help ?? text('forms.json'))}
        error={broken ? text('forms.json.broken') : words.error}
        className="typed-code"
        attributes={leftToRight}
        rows={3}
        spellCheck={false}
        maxLength={mostJson}
        value={written ?? (props.value === undefined || props.value === null ? '' : JSON.stringify(props.value, null, 2))}
        onPaste={onPaste}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <CutNote cut={cut} />
    </div>
  )
}

function parse(said: string): Json | undefined {
  try {
    return JSON.parse(said) as Json
  } catch {
    return undefined
  }
}
