import { Button, Checkbox, FileButton, Modal, Radio } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Shrunk, shrink } from '../../lib/shrink'
import { Notice } from '../../ui/Notice'
import classes from './Observe.module.css'
import type { Noting } from './useObserving'

type Kind = 'photo' | 'sheet'

/** A photograph of work: looked at, made small, confirmed to show no face and no name, then kept. */
export function PhotoSheet({ noting, onClose }: { noting: Noting; onClose: () => void }) {
  const { t } = useTranslation('evidence')
  const [kind, setKind] = useState<Kind>('photo')
  const [picture, setPicture] = useState<Shrunk | 'busy' | 'unreadable' | null>(null)
  const [hasLooked, setLooked] = useState(false)
  const isReady = picture !== null && typeof picture === 'object'
  const choose = async (file: File | null) => {
    if (!file) return
    setLooked(false)
    setPicture('busy')
    setPicture(await shrink(file).catch(() => 'unreadable' as const))
  }
  const keep = async () => {
    if (!isReady || !hasLooked) return
    const { bytes, type } = picture
    if (await noting.keep({ kind, text: '', photo: { bytes, type } })) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('photo.title')} fullScreen={false}>
      <div className="stack">
        <Radio.Group label={t('photo.what')} value={kind} onChange={value => setKind(value as Kind)}>
          <div className={classes.kinds}>
            <Radio value="photo" label={t('photo.work')} />
            <Radio value="sheet" label={t('photo.sheet')} />
          </div>
        </Radio.Group>
        {isReady && <img src={picture.preview} alt={t('photo.preview')} className={classes.preview} />}
        <div role="status">
          {picture === 'busy' && <p className="quiet">{t('photo.busy')}</p>}
          {picture === 'unreadable' && <Notice tone="needs">{t('photo.unreadable')}</Notice>}
        </div>
        <FileButton accept="image/*" onChange={file => void choose(file)}>
          {props => (
            <Button variant={isReady ? 'default' : 'filled'} {...props}>
              {t(isReady ? 'photo.another' : 'photo.choose')}
            </Button>
          )}
        </FileButton>
        {isReady && (
          <>
            <Checkbox
              checked={hasLooked}
              onChange={event => setLooked(event.currentTarget.checked)}
              label={t('photo.confirm')}
              description={t('photo.confirmDetail')}
            />
            {noting.cannotKeep && (
              <Notice announced tone="needs" title={t('observe.cannotKeep')}>
                {t('observe.cannotKeepDetail')}
              </Notice>
            )}
            <Button disabled={!hasLooked} onClick={() => void keep()}>
              {t('photo.keep')}
            </Button>
          </>
        )}
      </div>
    </Modal>
  )
}
