#include "normalize/program_version.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "normalize/libreoffice.h"
#include "normalize/normalize_stage.h"
#include "normalize/reader_pool.h"
#include "tests/common/temp_folder.h"

namespace gongkai {
namespace {

namespace fs = std::filesystem;

void Age(const std::string& path) {
  fs::last_write_time(path, fs::last_write_time(path) - std::chrono::hours(24));
}

TEST(ProgramVersion, IsNoneWithoutAProgram) {
  EXPECT_EQ(ProgramVersion("/nowhere/soffice"), "none");
  EXPECT_EQ(ProgramVersion(""), "none");
}

TEST(ProgramVersion, IsAnotherForAnotherBuild) {
  const TempFolder folder;
  const std::string path = folder.Write("mutool", "1");
  const std::string before = ProgramVersion(path);
  EXPECT_EQ(ProgramVersion(path), before);
  Age(path);
  EXPECT_NE(ProgramVersion(path), before);
}

// soffice is a script that does not change; a link to it stands in /usr/bin.
TEST(ProgramVersion, OfLibreOfficeIsThatOfItsRelease) {
  const TempFolder folder, links;
  const std::string path = folder.Write("soffice", "#!/bin/sh\n");
  const std::string about = folder.Write("versionrc", "[Version]\n");
  const std::string link = links.path() + "/soffice";
  fs::create_symlink(path, link);
  const std::string before = ProgramVersion(link);
  Age(path);
  EXPECT_EQ(ProgramVersion(link), before);
  Age(about);
  EXPECT_NE(ProgramVersion(link), before);
}

// What another program made of a file is not taken for what this one would make of it.
TEST(ProgramVersion, IsPartOfTheRevisionOfNormalize) {
  const TempFolder folder;
  const std::string soffice = folder.Write("soffice", ""), mutool = folder.Write("mutool", "");
  fs::permissions(soffice, fs::perms::owner_all);
  const auto revision = [&] {
    ReaderPool pool({.program = "/nowhere", .mutool = mutool});
    LibreOffice office({.program = soffice});
    return NormalizeStage(&pool, &office).info().revision;
  };
  const std::string before = revision();
  EXPECT_EQ(revision(), before);
  Age(soffice);
  const std::string other_office = revision();
  EXPECT_NE(other_office, before);
  Age(mutool);
  EXPECT_NE(revision(), other_office);
}

}  // namespace
}  // namespace gongkai
