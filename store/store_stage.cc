#include "store/store_stage.h"

namespace gongkai {
namespace {

// Nothing that is stored is computed here, so no result depends on it.
constexpr char kRevision[] = "1";

}  // namespace

StoreStage::StoreStage(Store* store)
    : store_(*store),
      info_{.name = "store",
            .revision = kRevision,
            .reads = {v1::SOURCE, v1::CONTENT, v1::DOCUMENT, v1::OUTLINE, v1::EXTRACTION,
                      v1::ASSESSMENT},
            .writes = v1::RECEIPT} {}

absl::Status StoreStage::Process(absl::Span<v1::Report* const> reports) {
  return store_.WriteReports(absl::Span<const v1::Report* const>(reports.data(), reports.size()));
}

absl::Status StoreStage::ProcessWithBytes(absl::Span<v1::Report* const> reports,
                                          absl::Span<PartBytes* const> bytes) {
  return store_.WriteSerialized({reports.data(), reports.size()}, {bytes.data(), bytes.size()});
}

}  // namespace gongkai
