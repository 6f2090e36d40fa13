using System.Text;
using Fulgurite.Sandbox;

namespace Fulgurite.Contracts.Functions;

public sealed class AppendOnlyLogTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fulgurite-log-");

    private string File => Path.Combine(folder.FullName, "a.log");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public void Replays_what_was_appended_over_a_torn_line_of_any_length(int length)
    {
        var longLine = new string('x', length);
        using (var log = AppendOnlyLog.Open(File))
        {
            log.Append(Encoding.UTF8.GetBytes(longLine));
            log.Append("second"u8);
        }

        System.IO.File.AppendAllText(File, new string('t', length));
        using (var log = AppendOnlyLog.Open(File))
        {
            log.Append("third"u8);
        }

        using var last = AppendOnlyLog.Open(File);
        Assert.Equal([longLine, "second", "third"], last.Replay().Select(Encoding.UTF8.GetString));
    }

    [Fact]
    public void Rewrites_all_lines_and_goes_on_after_them()
    {
        using (var log = AppendOnlyLog.Open(File))
        {
            log.Append("old"u8);
            log.Rewrite([Encoding.UTF8.GetBytes("new")]);
            log.Append("after"u8);
            Assert.Equal(["new", "after"], log.Replay().Select(Encoding.UTF8.GetString));
        }

        Assert.Equal("new\nafter\n", System.IO.File.ReadAllText(File));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(5000)]
    public void Reads_a_line_back_by_its_place(int length)
    {
        using var log = AppendOnlyLog.Open(File);
        log.Append("before"u8);
        var place = log.Length;
        log.Append(Encoding.UTF8.GetBytes(new string('x', length)));
        log.Append("after"u8);

        Assert.Equal(new string('x', length), Encoding.UTF8.GetString(log.Read(place)));
        Assert.Equal("before", Encoding.UTF8.GetString(log.Read(0)));
    }

    [Fact]
    public void Keeps_the_old_lines_when_a_rewrite_fails()
    {
        using var log = AppendOnlyLog.Open(File);
        log.Append("old"u8);

        Assert.Throws<IOException>(() => log.Rewrite(Failing()));

        Assert.Equal(["old"], log.Replay().Select(Encoding.UTF8.GetString));
    }

    [Fact]
    public void Refuses_a_line_feed_within_a_line()
    {
        using var log = AppendOnlyLog.Open(File);

        Assert.Throws<InvariantBrokenException>(() => log.Append("a\nb"u8));
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Failing()
    {
        yield return new byte[1];
        throw new IOException("the disk is full");
    }
}
