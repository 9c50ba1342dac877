import { ActionIcon } from '@mantine/core'
import { IconCamera, IconSend2 } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LastKept } from './LastKept'
import classes from './Observe.module.css'
import { PhotoSheet } from './PhotoSheet'
import type { Noting } from './useObserving'

const CHARACTERS_MAX = 4_000

/** Words of one's own, under the thumb. The box empties only when the note is on the phone's disk. */
export function WriteBar({ noting }: { noting: Noting }) {
  const { t } = useTranslation('evidence')
  const [text, setText] = useState('')
  const [isPhoto, setPhoto] = useState(false)
  const label = noting.pupil?.label
  const add = async () => {
    const said = text.trim()
    if (said && (await noting.keep({ kind: 'words', text: said }))) setText('')
  }
  return (
    <div className={classes.foot}>
      <LastKept noting={noting} />
      <form
        className={classes.write}
        onSubmit={event => {
          event.preventDefault()
          void add()
        }}
      >
        <ActionIcon
          variant="default"
          size={44}
          aria-label={t('observe.photo')}
          onClick={() => setPhoto(true)}
        >
          <IconCamera size={20} aria-hidden />
        </ActionIcon>
        <input
          value={text}
          maxLength={CHARACTERS_MAX}
          onChange={event => setText(event.target.value)}
          aria-label={label ? t('observe.write', { label }) : t('observe.writeClass')}
          placeholder={label ? t('observe.writeHint', { label }) : t('observe.writeClass')}
          enterKeyHint="send"
          autoComplete="off"
        />
        <ActionIcon type="submit" size={44} aria-label={t('observe.add')}>
          <IconSend2 size={20} aria-hidden />
        </ActionIcon>
      </form>
      {isPhoto && <PhotoSheet noting={noting} onClose={() => setPhoto(false)} />}
    </div>
  )
}
