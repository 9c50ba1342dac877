import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice'
import { type Named, type Place, wordsByField } from './pupilsNamed'
import { useFieldWords } from './useFieldWords'

type NamesAskedProps = {
  names: Named[]
  /** On the school's list: to be written differently. Otherwise the authors say what it is. */
  isCertain: boolean
  /** What the button says that answers "no", where that can be answered. */
  none?: string
  isBusy?: boolean
  onNone?: () => void
  onGo?: ((field: Place) => void) | undefined
}

/** Publishing was refused for words that name pupils, or may: where they stand, and what to do about them. */
export function NamesAsked({ names, isCertain, none, isBusy = false, onNone, onGo }: NamesAskedProps) {
  const { t } = useTranslation('fair')
  const fields = useFieldWords()
  // The button that asked for it has given way to this.
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  const heading = isCertain ? 'named.certain' : 'named.ask'
  const said = (field: Place, words: string[]) =>
    t('named.in', {
      part: fields.name(field),
      words: words.map(word => t('named.word', { word })).join(', '),
    })
  return (
    <div ref={box} tabIndex={-1}>
      <Notice
        announced
        tone="needs"
        title={t(heading, { count: names.length })}
        action={
          !isCertain &&
          onNone && (
            <Button size="sm" loading={isBusy} onClick={onNone}>
              {none}
            </Button>
          )
        }
      >
        <p>{t(isCertain ? 'named.certainLead' : 'named.askLead')}</p>
        <ul>
          {wordsByField(names).map(([field, words]) => (
            <li key={field}>
              {onGo ? (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  px={0}
                  justify="flex-start"
                  ta="left"
                  onClick={() => onGo(field)}
                >
                  {said(field, words)}
                </Button>
              ) : (
                said(field, words)
              )}
            </li>
          ))}
        </ul>
        {[...new Set(names.map(({ why }) => why))].map(why => (
          <p key={why} className="quiet">
            {why}
          </p>
        ))}
      </Notice>
    </div>
  )
}
