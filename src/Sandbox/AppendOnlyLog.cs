namespace Fulgurite.Sandbox;

/// <summary>
/// A file of lines that only grows, from which its owner rebuilds its state at start. A line is one write to the
/// kernel, so what <see cref="Append"/> returned from survives the end of the process however it comes. It is not
/// flushed to the disk: a power cut may take the last seconds, which suits a sandbox on a laptop and saves a disk's
/// latency per message. One process at a time holds the file. Not safe for concurrent use.
/// </summary>
public sealed class AppendOnlyLog : IDisposable
{
    private const byte LineEnd = (byte)'\n';
    private const int ChunkBytes = 1 << 16;

    // Most lines are shorter.
    private const int LineBytes = 1 << 10;
    private readonly string path;
    private FileStream file;

    private AppendOnlyLog(string path, FileStream file)
    {
        this.path = path;
        this.file = file;
        Length = EndOfLastLine();
    }

    /// <summary>Bytes in complete lines.</summary>
    public long Length { get; private set; }

    /// <summary>Opens the file, or creates it and its directory. Only its owner can read it.</summary>
    /// <exception cref="IOException">The file cannot be opened, for one because another process holds it.</exception>
    public static AppendOnlyLog Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new AppendOnlyLog(path, OpenFile(path, FileMode.OpenOrCreate));
    }

    /// <summary>Adds a line. Once it returns, <see cref="Replay"/> yields it after any crash of the process.</summary>
    /// <param name="line">Any bytes but a line feed.</param>
    /// <exception cref="IOException">The line is not in the log, and the log is as before.</exception>
    public void Append(ReadOnlySpan<byte> line)
    {
        Invariant.Holds(!line.Contains(LineEnd), "a line of the log holds no line feed");
        byte[] bytes = [.. line, LineEnd];

        // Written where the complete lines end: what a crash or a full disk left of an earlier write is overwritten.
        // Such a remainder holds no line feed, because the line feed is a write's last byte.
        RandomAccess.Write(file.SafeFileHandle, bytes, Length);
        Length += bytes.Length;
    }

    /// <summary>Every complete line, oldest first, without its line feed; none that was cut short.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IEnumerable<byte[]> Replay()
    {
        var chunk = new byte[ChunkBytes];
        var line = new MemoryStream();
        for (long offset = 0; offset < Length;)
        {
            var wanted = (int)Math.Min(ChunkBytes, Length - offset);
            var read = RandomAccess.Read(file.SafeFileHandle, chunk.AsSpan(0, wanted), offset);
            Invariant.Holds(read > 0, "the log is as long as it was");
            offset += read;
            foreach (var complete in SplitLines(chunk.AsMemory(0, read), line))
            {
                yield return complete;
            }
        }
    }

    /// <summary>The line that begins at an offset, which was <see cref="Length"/> when it was appended.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public byte[] Read(long offset)
    {
        var line = new MemoryStream();
        var chunk = new byte[LineBytes];
        while (true)
        {
            var read = RandomAccess.Read(file.SafeFileHandle, chunk, offset);
            Invariant.Holds(read > 0, "every line of the log has an end");
            var end = chunk.AsSpan(0, read).IndexOf(LineEnd);
            line.Write(chunk.AsSpan(0, end >= 0 ? end : read));
            if (end >= 0)
            {
                return line.ToArray();
            }

            offset += read;
        }
    }

    /// <summary>Replaces all lines. A crash leaves either the old lines or the new ones.</summary>
    /// <exception cref="IOException">The log is as before.</exception>
    public void Rewrite(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        var replacementPath = path + ".new";
        using (var replacement = OpenFile(replacementPath, FileMode.Create))
        using (var buffered = new BufferedStream(replacement, ChunkBytes))
        {
            foreach (var line in lines)
            {
                buffered.Write(line.Span);
                buffered.WriteByte(LineEnd);
            }
        }

        File.Move(replacementPath, path, overwrite: true);
        file.Dispose();
        file = OpenFile(path, FileMode.OpenOrCreate);
        Length = file.Length;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    private static FileStream OpenFile(string path, FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private static IEnumerable<byte[]> SplitLines(ReadOnlyMemory<byte> chunk, MemoryStream line)
    {
        while (chunk.Span.IndexOf(LineEnd) is var end and >= 0)
        {
            line.Write(chunk.Span[..end]);
            yield return line.ToArray();
            line.SetLength(0);
            chunk = chunk[(end + 1)..];
        }

        line.Write(chunk.Span);
    }

    private long EndOfLastLine()
    {
        var chunk = new byte[ChunkBytes];
        var end = RandomAccess.GetLength(file.SafeFileHandle);
        while (end > 0)
        {
            var start = Math.Max(0, end - ChunkBytes);
            var read = RandomAccess.Read(file.SafeFileHandle, chunk.AsSpan(0, (int)(end - start)), start);
            if (chunk.AsSpan(0, read).LastIndexOf(LineEnd) is var last and >= 0)
            {
                return start + last + 1;
            }

            end = start;
        }

        return 0;
    }
}
