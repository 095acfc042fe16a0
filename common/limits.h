// Every bound in one place. A report over a bound gets a ReportError OVER_LIMIT; a call over a
// bound fails with RESOURCE_EXHAUSTED.
#pragma once

#include <cstddef>
#include <cstdint>

namespace gongkai {

// Input.
inline constexpr std::size_t kMaxSourceBytes = 64u << 20;  // one report as saved
inline constexpr std::size_t kMaxUriBytes = 4096;

inline constexpr std::size_t kUndecodableShare = 1000;     // one byte in so many may be bad
inline constexpr std::size_t kMaxUndecodableBytes = 1000;  // and no more than this

// Document model.
inline constexpr std::size_t kMaxTextBytes = 128u << 20;  // Document.text
inline constexpr std::size_t kMaxBlocks = 1'000'000;      // Document.blocks
inline constexpr std::size_t kMaxGridCells = 500'000;     // positions of all grids of a report
inline constexpr int kMaxTableSpan = 1000;                // rowspan, colspan; larger is cut
inline constexpr int kMaxHtmlDepth = 2'000;               // open elements
inline constexpr int kMaxTableDepth = 32;                 // tables within tables
inline constexpr std::size_t kMaxHtmlNameBytes = 4'000;   // names of tags, attributes; then no new
inline constexpr std::size_t kMaxSourceRuns = 8'000'000;  // runs of a source map

// Archives (ZIP), and the XML in them.
inline constexpr std::size_t kMaxArchiveEntries = 10'000;
inline constexpr std::size_t kMaxEntryNameBytes = 1'024;
inline constexpr std::size_t kMaxEntryBytes = 128u << 20;    // one entry, unpacked
inline constexpr std::size_t kMaxArchiveBytes = 256u << 20;  // all that is unpacked of an archive
inline constexpr std::size_t kMaxUnpackRatio = 250;          // unpacked to packed bytes
inline constexpr std::size_t kSmallEntryBytes = 4u << 20;    // up to here the ratio does not count
inline constexpr std::size_t kMaxXmlMarks = 3'000'000;       // tags and attributes of a part
inline constexpr int kMaxXmlDepth = 256;                     // elements open at once, where we walk

// Word documents.
inline constexpr std::size_t kMaxDocxStyles = 20'000;
inline constexpr std::size_t kMaxDocxLists = 20'000;         // numbering definitions and instances
inline constexpr std::size_t kMaxDocxSideParts = 1'000;      // headers and footers
inline constexpr std::size_t kMaxListNumberBytes = 200;      // what an automatic list shows
inline constexpr std::size_t kMaxDocxPageBytes = 64u << 20;  // text of all parts

// Tables that a text draws.
inline constexpr std::size_t kMaxDrawnLines = 20'000;      // of a box
inline constexpr std::size_t kMaxDrawnLineBytes = 16'384;  // longer draws nothing

// Files of pages (PDF).
inline constexpr std::size_t kMaxPdfPages = 2'000;
inline constexpr std::size_t kMaxPageGlyphs = 200'000;  // characters of a page
inline constexpr std::size_t kMaxPdfGlyphs = 4'000'000;
inline constexpr std::size_t kMaxPageRulings = 20'000;  // strokes of a page; then none are used
inline constexpr std::size_t kMaxPageLines = 2'000;     // the same, joined where they go on
inline constexpr std::size_t kMaxPageImages = 1'000;    // of a page; the rest is not noted

// Reading helpers.
inline constexpr int kReaderSeconds = 60;                         // a file, and CPU time for it
inline constexpr std::size_t kReaderMemoryBytes = 1u << 30;       // address space
inline constexpr std::size_t kMaxReaderAnswerBytes = 256u << 20;  // of one file
inline constexpr std::size_t kReaderRecycleBytes = 384u << 20;    // then another takes its place
inline constexpr int kReaderRecycleFiles = 2'000;                 // the same
inline constexpr int kReaderAttempts = 2;                         // where a helper dies

// Recognition of text in images (--ocr).
inline constexpr std::size_t kMaxRecognisedPages = 200;         // of a file
inline constexpr int kRecognitionDpi = 300;                     // pages are drawn so fine
inline constexpr std::size_t kMaxRasterPixels = 80u << 20;      // of one page
inline constexpr int kRecognitionSeconds = 120;                 // of one run of one program
inline constexpr std::size_t kMaxRecognitionBytes = 64u << 20;  // what it writes about a page
inline constexpr uint32_t kMinRecognition = 950;  // thousandths; a figure below it is AMBIGUOUS

// Workbooks.
inline constexpr std::size_t kMaxSheets = 1'000;
inline constexpr std::size_t kMaxSheetCells = 1'000'000;     // with text, of all sheets
inline constexpr std::size_t kMaxSheetMerges = 100'000;      // of a sheet
inline constexpr std::size_t kMaxCellStyles = 100'000;       // formats, fonts, borders
inline constexpr std::size_t kMaxWorkbookBytes = 64u << 20;  // text of all cells read
inline constexpr uint32_t kMaxSheetRow = 1u << 20;           // of the format itself
inline constexpr uint32_t kMaxSheetColumn = 1u << 14;

// Web archives (MHTML).
inline constexpr std::size_t kMaxMimeParts = 10'000;
inline constexpr std::size_t kMaxMimePageBytes = 16u << 20;    // pages read, as they are encoded
inline constexpr std::size_t kMaxMimeHeaderBytes = 64u << 10;  // of one part
inline constexpr int kMaxMimeDepth = 8;                        // multiparts within multiparts
inline constexpr int kMaxFrameDepth = 8;                       // frames within frames
inline constexpr std::size_t kMaxFrames = 100;                 // of a page, read

// Head of an HTML page.
inline constexpr std::size_t kMaxPageFields = 64;
inline constexpr std::size_t kMaxPageFieldBytes = 1'000;

// Folders packed as ZIP.
inline constexpr std::size_t kMaxPackedFolderEntries = 100'000;  // files in one

// Old Office files (OLE2 compound files): sectors of the directory looked at.
inline constexpr std::size_t kMaxCompoundEntries = 10'000;

// Conversion of old formats by LibreOffice.
inline constexpr int kConversionSeconds = 120;                               // a file, CPU time too
inline constexpr std::size_t kConversionMemoryBytes = std::size_t{4} << 30;  // address space
inline constexpr std::size_t kMaxConversionFileBytes = 256u << 20;           // any file it writes

// Segmentation.
inline constexpr std::size_t kMaxHeadingCandidates = 2'000;  // places a heading may stand
inline constexpr uint32_t kAgencySearchBytes = 64 << 10;  // of a report, for the name of its agency
inline constexpr std::size_t kMaxAgencyMentions = 64;     // other bodies named; then no more

// Extraction.
inline constexpr std::size_t kMaxTokens = 400'000;     // labels, figures, marks, blanks
inline constexpr std::size_t kMaxCandidates = 20'000;  // places a row label may stand
inline constexpr std::size_t kMaxReadings = 5'000;     // alignments enumerated for a row
inline constexpr std::size_t kMaxFacts = 5'000;        // figures of the running text; then no more
inline constexpr std::size_t kMaxFactSentenceBytes = 16'000;  // longer ones are cut

// Messages between processes.
inline constexpr std::size_t kMaxReportsPerMessage = 64;
inline constexpr std::size_t kTargetMessageBytes = 1u << 20;  // a client closes a message here
inline constexpr std::size_t kTargetGroupBytes = 16u << 20;   // the same for reports to be kept
inline constexpr std::size_t kMaxMessageBytes = 512u << 20;
inline constexpr int kMaxMessagesInFlight = 8;  // per stream
inline constexpr int kMaxStreamsPerConnection = 64;
inline constexpr int kMaxStreamsPerWorker = 64;  // of one client
inline constexpr int kMaxWorkerThreads = 256;
inline constexpr std::size_t kMaxCheckpointsPerCall = 1024;
inline constexpr std::size_t kMaxBatchInputsPerCall = 4096;
inline constexpr int kMaxPageSize = 1000;
inline constexpr int kDefaultPageSize = 100;

// Runner.
inline constexpr std::size_t kGroupReports = 64;            // reports taken together
inline constexpr std::size_t kCheckGroupReports = 128;      // where nothing is kept
inline constexpr std::size_t kGroupBytes = 4u << 20;        // or until this many source bytes
inline constexpr std::size_t kMaxHandedOnBytes = 1u << 20;  // of a part, to who reads or keeps it
inline constexpr int kRerunPageSize = 128;  // records together: the processor's caches hold them
inline constexpr std::size_t kMaxBytesInFlight = 512u << 20;  // source bytes of all groups at work
inline constexpr int kMaxAttempts = 3;                        // of an item or a remote call
inline constexpr std::size_t kMaxListBytes = 256u << 20;      // a list of agencies or waivers
inline constexpr std::size_t kMaxInputsPerBatch = 10'000'000;

// Store. Its memory is the two caches below, the groups being written, and a few MB of tables.
inline constexpr std::size_t kStoreCacheBytes = 64u << 20;  // blocks read, with their indices
inline constexpr std::size_t kStoreWriteBufferBytes = 128u << 20;  // not yet in sorted files
inline constexpr std::size_t kStoreLogBytes = 256u << 20;          // write-ahead log, on disk
inline constexpr int kStoreOpenFiles = 256;
inline constexpr std::size_t kMaxStoredBytes = 1u << 30;  // one group of reports or items
inline constexpr std::size_t kMaxBatchIdBytes = 64;
inline constexpr std::size_t kMaxEntryKindBytes = 32;
inline constexpr std::size_t kMaxEntryKeyBytes = 8192;
inline constexpr std::size_t kMaxEntriesPerCall = 4096;
inline constexpr std::size_t kMaxListsPerCall = 1024;  // whose first pages one call asks for

// Rules.
inline constexpr std::size_t kMaxRules = 10'000;
inline constexpr std::size_t kMaxRulePackBytes = 16u << 20;
inline constexpr std::size_t kMaxRuleFiles = 1'000;
inline constexpr std::size_t kMaxRuleIdBytes = 32;
inline constexpr int kMaxOverlays = 8;                    // packs that stand on each other
inline constexpr std::size_t kMaxPatternBytes = 20'000;   // with its dictionaries written out
inline constexpr std::size_t kMaxPatterns = 10'000;       // of a pack
inline constexpr int64_t kMaxPatternMemory = 8 << 20;     // of one of them, compiled
inline constexpr int kMaxPatternSize = 20'000;            // instructions of one of them, compiled
inline constexpr std::size_t kMaxPatternMatches = 1'000;  // kept, of one rule in a report

// What the search of one rule in one report may cost: bytes gone over times the size of the
// pattern. Counted and not timed, so that the answer does not depend on the machine; at its
// slowest RE2 works off about 10^9 of it in a second, and most patterns far faster.
inline constexpr uint64_t kMaxPatternWork = 4'000'000'000;
inline constexpr std::size_t kMaxMessageTemplateBytes = 2'000;
inline constexpr std::size_t kMaxSumCells = 1'000;           // of one side of an equation
inline constexpr std::size_t kMaxRulePackCells = 2'000'000;  // of all equations of a pack
inline constexpr int kMaxDecimalIntegerDigits = 24;
inline constexpr int kMaxDecimalFractionDigits = 10;
inline constexpr std::size_t kMaxFindings = 2'000;  // of one report
inline constexpr int kMaxFindingSpans = 100;        // of one finding
inline constexpr std::size_t kMaxListed = 12;       // names in a message; the rest is counted
inline constexpr std::size_t kMaxQuotedBytes = 90;  // of the report's text, in a message

}  // namespace gongkai
