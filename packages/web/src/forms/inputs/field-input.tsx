import type { FieldType } from '@enlace/records'
import type { ComponentType } from 'react'
import type { InputProps } from '../form-scope.ts'
import { ChoiceInput, OpenChoiceInput, YesNoInput } from './choices.tsx'
import { CountryInput } from './country.tsx'
import { IdentifierInput } from './identifiers.tsx'
import { LanguageInput, LocalizedInput } from './languages.tsx'
import { GroupInput, ListInput, PairsInput } from './lists.tsx'
import { NumberInput, QuantityInput } from './numbers.tsx'
import { PlaceInput } from './place.tsx'
import { JsonInput } from './raw.tsx'
import { ReferenceInput } from './reference.tsx'
import { DayInput, InstantInput } from './times.tsx'
import { CodeInput, LineInput, ParagraphsInput } from './words.tsx'

// One input for each type of field, and no other place that knows them: a new kind draws itself.
const inputs: Readonly<Record<FieldType, ComponentType<InputProps>>> = {
  text: LineInput,
  long_text: ParagraphsInput,
  choice: ChoiceInput,
  open_choice: OpenChoiceInput,
  date: DayInput,
  instant: InstantInput,
  number: NumberInput,
  integer: NumberInput,
  quantity: QuantityInput,
  boolean: YesNoInput,
  country: CountryInput,
  place: (props) => <PlaceInput {...props} Input={FieldInput} />,
  identifier: IdentifierInput,
  reference: ReferenceInput,
  list: (props) => <ListInput {...props} Input={FieldInput} />,
  group: (props) => <GroupInput {...props} Input={FieldInput} />,
  localized_text: LocalizedInput,
  language: LanguageInput,
  link: CodeInput,
  hashes: PairsInput,
  dictionary: PairsInput,
  binary: CodeInput,
  hex: CodeInput,
  anything: JsonInput,
}

/** Draws one field by its type. */
export function FieldInput(props: InputProps) {
  const Draw = inputs[props.field.type]
  return <Draw {...props} />
}
