# SPDX-License-Identifier: MIT
# Homebrew formula that builds the checkout it lies in: brew install --HEAD ./packaging/tripmap.rb
# A tap replaces `head` by the release's `url` and `sha256` and adds the `homepage`.
class Tripmap < Formula
  desc "Turns a trip itinerary into a map"
  license all_of: ["MIT", "OFL-1.1", "CC-BY-4.0"]
  head "file://#{Pathname.new(__dir__).parent}", using: :git, branch: "main"

  depends_on "cmake" => :build
  depends_on "ninja" => :build
  depends_on "pkgconf" => :build
  depends_on "cairo"
  depends_on "fontconfig"
  depends_on "freetype"
  depends_on "glib"
  depends_on "libdeflate"
  depends_on "libyaml"
  depends_on "pango"
  depends_on "proj"
  depends_on "shapelib"

  def install
    system "cmake", "--preset", "release", *std_cmake_args
    system "cmake", "--build", "--preset", "release"
    system "cmake", "--install", "build/release"
    pkgshare.install "examples"
  end

  test do
    system bin/"tripmap", pkgshare/"examples/rubio2025.yaml", "-o", "map.svg"
    assert_match "<svg", (testpath/"map.svg").read
  end
end
