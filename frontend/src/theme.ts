/** The one theme: every colour a screen may use is named here, once for light and once for dark. */
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

const teal: MantineColorsTuple = [
  '#ecf5f3',
  '#d6eae6',
  '#abd5ce',
  '#7ec2b8',
  '#54aa9f',
  '#378f85',
  '#237970',
  '#18695f',
  '#0e5750',
  '#09423d',
]
const amber: MantineColorsTuple = [
  '#fff7e6',
  '#fdedcc',
  '#f8dda3',
  '#efc56a',
  '#e2ab3c',
  '#cc9222',
  '#a87514',
  '#845a0b',
  '#664507',
  '#4b3304',
]
const gray: MantineColorsTuple = [
  '#faf8f4',
  '#f4f1ea',
  '#eae6dd',
  '#ddd8cd',
  '#c8c2b5',
  '#a9a397',
  '#7f7a70',
  '#5c5951',
  '#3f3d38',
  '#252421',
]
const dark: MantineColorsTuple = [
  '#e8e6e0',
  '#bdc4c1',
  '#9ba4a1',
  '#707b78',
  '#485351',
  '#353e3c',
  '#272e2d',
  '#1c2221',
  '#151a19',
  '#0f1312',
]

/**
 * Mantine's autoContrast judges a colour in the light scheme only and left white text on pale teal in the
 * dark one, so filled and light buttons take the named pairs below.
 */
const variantColorResolver: VariantColorsResolver = input => {
  const colors = defaultVariantColorsResolver(input)
  if (input.color && input.color !== 'teal') return colors
  if (input.variant === 'filled')
    return { ...colors, background: 'var(--k-act-bg)', hover: 'var(--k-act-hover)', color: 'var(--k-act-fg)' }
  if (input.variant === 'light')
    return {
      ...colors,
      background: 'var(--k-open-bg)',
      hover: 'var(--k-open-hover)',
      color: 'var(--k-open-fg)',
    }
  if (input.variant === 'subtle') return { ...colors, hover: 'var(--k-open-bg)', color: 'var(--k-accent)' }
  return colors
}

const OPTIONS = {
  withScrollArea: false,
  styles: { options: { maxHeight: '15rem', overflowY: 'auto' } },
} as const

export const theme = createTheme({
  variantColorResolver,
  colors: { teal, amber, gray, dark },
  primaryColor: 'teal',
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  black: '#1d2322',
  fontFamily: "'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '1rem', lg: '1.125rem', xl: '1.375rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.5', lg: '1.5', xl: '1.3' },
  headings: {
    fontFamily: 'var(--k-book)',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.2' },
      h2: { fontSize: '1.125rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2.25rem' },
  breakpoints: { xs: '30em', sm: '48em', md: '62em', lg: '75em', xl: '88em' },
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    // 24 px boxes: a target of its own even without its label.
    Checkbox: { defaultProps: { size: 'md', iconColor: 'var(--k-act-fg)' } },
    Radio: { defaultProps: { size: 'md', iconColor: 'var(--k-act-fg)' } },
    Popover: { defaultProps: { shadow: 'md', withArrow: true } },
    // The list of options scrolls itself: an area in it could not be reached by keyboard.
    Select: { defaultProps: OPTIONS },
    MultiSelect: { defaultProps: OPTIONS },
    DateInput: { defaultProps: { hideOutsideDates: true } },
  },
})

/**
 * Triples are ground, ink and edge of one meaning. Teal acts and is open; amber needs you; grey is past or
 * closed; the four soft hues are kinds of time and always come with a word and an icon.
 */
const light = {
  '--k-ground': '#fbf9f5',
  '--k-paper': '#ffffff',
  '--k-sunk': '#f4f1ea',
  '--k-line': '#e6e1d7',
  '--k-line-strong': '#c8c2b5',
  '--k-control-line': '#8b867b',
  '--k-ink': '#1d2322',
  '--k-quiet': '#575f5c',
  '--k-accent': '#0e5750',
  '--k-today': '#f2f7f4',
  '--k-act-bg': '#0e5750',
  '--k-act-hover': '#09423d',
  '--k-act-fg': '#ffffff',
  '--k-act-sub': '#e2f0ed',
  '--k-open-bg': '#e3f1ee',
  '--k-open-hover': '#d3e8e3',
  '--k-open-fg': '#0e5750',
  '--k-open-edge': '#378f85',
  '--k-host-bg': '#0e5750',
  '--k-host-fg': '#ffffff',
  '--k-host-edge': '#0e5750',
  '--k-observe-bg': '#e3ecf8',
  '--k-observe-fg': '#22426d',
  '--k-observe-edge': '#4c74ae',
  '--k-cover-bg': '#f3e8f3',
  '--k-cover-fg': '#65306c',
  '--k-cover-edge': '#9b60a3',
  '--k-debrief-bg': '#eaeed8',
  '--k-debrief-fg': '#444e14',
  '--k-debrief-edge': '#7e8b35',
  '--k-closed-bg': '#f6f4ef',
  '--k-closed-stripe': '#eeebe3',
  '--k-closed-fg': '#595750',
  '--k-closed-edge': '#c8c2b5',
  '--k-asked-bg': '#fff4da',
  '--k-asked-fg': '#654304',
  '--k-asked-edge': '#d19a26',
  '--k-count-bg': '#d19a26',
  '--k-count-fg': '#1d2322',
}

const night: typeof light = {
  '--k-ground': '#151a19',
  '--k-paper': '#1b2120',
  '--k-sunk': '#232a29',
  '--k-line': '#323b39',
  '--k-line-strong': '#4e5a57',
  '--k-control-line': '#77827f',
  '--k-ink': '#e8e6e0',
  '--k-quiet': '#a8b1ae',
  '--k-accent': '#7ec2b8',
  '--k-today': '#1d2725',
  '--k-act-bg': '#7ec2b8',
  '--k-act-hover': '#abd5ce',
  '--k-act-fg': '#0b201d',
  '--k-act-sub': '#15342f',
  '--k-open-bg': '#1a3431',
  '--k-open-hover': '#20403c',
  '--k-open-fg': '#a5dbd3',
  '--k-open-edge': '#378f85',
  '--k-host-bg': '#1b534d',
  '--k-host-fg': '#effaf8',
  '--k-host-edge': '#7ec2b8',
  '--k-observe-bg': '#202e42',
  '--k-observe-fg': '#bad1f2',
  '--k-observe-edge': '#7096cc',
  '--k-cover-bg': '#37263b',
  '--k-cover-fg': '#e6c4eb',
  '--k-cover-edge': '#ae78b6',
  '--k-debrief-bg': '#2d321d',
  '--k-debrief-fg': '#d6dfa1',
  '--k-debrief-edge': '#95a14d',
  '--k-closed-bg': '#232928',
  '--k-closed-stripe': '#29302e',
  '--k-closed-fg': '#aab1ae',
  '--k-closed-edge': '#4e5a57',
  '--k-asked-bg': '#3b3016',
  '--k-asked-fg': '#f6da9a',
  '--k-asked-edge': '#cc9222',
  '--k-count-bg': '#e2ab3c',
  '--k-count-fg': '#1d2322',
}

/** The framework's own names, where its defaults fail AA on our grounds. */
const framework = (c: typeof light) => ({
  '--mantine-color-body': c['--k-ground'],
  '--mantine-color-text': c['--k-ink'],
  '--mantine-color-dimmed': c['--k-quiet'],
  '--mantine-color-anchor': c['--k-accent'],
  '--mantine-color-default': c['--k-paper'],
  '--mantine-color-default-hover': c['--k-sunk'],
  '--mantine-color-default-color': c['--k-ink'],
  '--mantine-color-default-border': c['--k-control-line'],
})

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--k-book': "'Iowan Old Style', Charter, 'Source Serif 4', Georgia, 'Times New Roman', serif",
  },
  light: {
    ...light,
    ...framework(light),
    '--mantine-color-placeholder': '#5f6663',
    '--mantine-color-error': '#b42318',
  },
  dark: {
    ...night,
    ...framework(night),
    '--mantine-color-placeholder': '#98a29f',
    '--mantine-color-error': '#ff9d92',
  },
})
