import { Button, createTheme, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core'

/** Mantine's controls in our own dress; every colour comes from `tokens.css`, so that light and dark change in one place. */
export const theme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  primaryColor: 'enlace',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  colors: {
    enlace: ['#eef3fb', '#dbe6f6', '#b9cfee', '#94bdf3', '#6d9fe0', '#4681c6', '#2b66ab', '#1c4f8f', '#163f73', '#112f57'],
  },
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm', variant: 'filled' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'sm' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'sm' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'sm', autosize: false } }),
    NativeSelect: NativeSelect.extend({ defaultProps: { size: 'sm' } }),
  },
})
