import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { momentInWords } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { Loaded } from '../../ui/Loaded'
import { begun, type Draft, textsOf } from './findingDraft'
import { WholeText } from './WholeText'
import classes from './Writing.module.css'
import { versionQuery } from './writingQueries'

type OldVersionProps = {
  findingId: string
  number: number
  onClose: () => void
  onTake?: (texts: Partial<Draft>) => void
}

/** A text as it was saved once; it can be put back into the editor, and is kept there only by saving. */
export function OldVersion({ findingId, number, onClose, onTake }: OldVersionProps) {
  const { t } = useTranslation('writing')
  const announce = useAnnounce()
  const query = useQuery(versionQuery(findingId, number))
  const when = query.data ? momentInWords(query.data.made_at) : ''
  return (
    <Modal
      opened
      onClose={onClose}
      title={when ? t('versions.title', { when }) : t('versions.heading')}
      size="50rem"
    >
      <Loaded query={query}>
        {({ texts, by_name }) => {
          const old = textsOf(texts)
          return (
            <>
              <p className="small quiet">{t('versions.savedBy', { name: by_name })}</p>
              <article className={classes.page}>
                <h2 className={classes.pageTitle}>{old.title || t('preview.untitled')}</h2>
                <WholeText findingId={findingId} draft={{ ...begun(''), ...old }} level={3} />
              </article>
              {onTake && (
                <Button
                  mt="lg"
                  variant="default"
                  onClick={() => {
                    onTake(old)
                    announce(t('versions.took'))
                    onClose()
                  }}
                >
                  {t('versions.take')}
                </Button>
              )}
            </>
          )
        }}
      </Loaded>
    </Modal>
  )
}
