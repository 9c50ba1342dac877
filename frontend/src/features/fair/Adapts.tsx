import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Section } from '../../ui/Section'
import { AdaptsSearch } from './AdaptsSearch'
import type { EditorOf } from './useEditor'

type AdaptsProps = { finding: Schema<'FindingOut'>; form: EditorOf['form'] }

/** "We tried another team's finding": which, so that each points to the other. */
export function Adapts({ finding, form }: AdaptsProps) {
  const { t } = useTranslation('writing')
  const [isSearching, setSearching] = useState(false)
  const [found, setFound] = useState<{ id: string; title: string } | null>(null)
  const id = form.values.adapts_id
  const title = [found, finding.adapts].find(one => one?.id === id)?.title
  const take = (card: { id: string; title: string }) => {
    setFound(card)
    setSearching(false)
    form.setFieldValue('adapts_id', card.id)
  }
  return (
    <Section plain title={t('adapts.heading')}>
      <p className="small quiet">{t('adapts.lead')}</p>
      <p role="status" style={{ marginTop: '0.5rem' }}>
        {id ? t('adapts.chosen', { title: title ?? t('adapts.thisOne') }) : t('adapts.none')}
      </p>
      {form.errors.adapts_id && <p className="small">{form.errors.adapts_id}</p>}
      {isSearching ? (
        <AdaptsSearch self={finding.id} onTake={take} onCancel={() => setSearching(false)} />
      ) : (
        <div className="row" style={{ marginTop: '0.5rem' }}>
          <Button variant="default" size="sm" onClick={() => setSearching(true)}>
            {t(id ? 'adapts.change' : 'adapts.choose')}
          </Button>
          {id && (
            <Button variant="subtle" size="sm" onClick={() => form.setFieldValue('adapts_id', null)}>
              {t('adapts.remove')}
            </Button>
          )}
        </div>
      )}
    </Section>
  )
}
