import type { words as en } from '../en/identity'
import type { Translation } from '../types'

export const words: Translation<typeof en> = {
  signIn: {
    title: 'Mewngofnodi',
    email: 'E-bost',
    password: 'Cyfrinair',
    submit: 'Mewngofnodi',
    emailMissing: 'Rhowch eich cyfeiriad e-bost.',
    passwordMissing: 'Rhowch eich cyfrinair.',
  },
  invitation: { password: 'Cyfrinair', toSignIn: 'Mynd i fewngofnodi' },
}
