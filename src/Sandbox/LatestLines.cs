using System.Buffers.Binary;

namespace Fulgurite.Sandbox;

/// <summary>
/// The last line of each of very many keys. Over a log only the place of a line is in memory, about 50 bytes a key, and
/// a line is read back when it is asked for; without one the lines themselves are. Not safe for concurrent use.
/// </summary>
internal sealed class LatestLines
{
    private readonly Dictionary<UInt128, long> places = [];
    private readonly List<byte[]> lines = [];
    private readonly AppendOnlyLog? log;

    /// <summary>Starts from the log; null keeps everything in memory.</summary>
    /// <param name="log">Holds lines of this owner alone.</param>
    /// <param name="keyOf">The key of a line that is in the log already.</param>
    public LatestLines(AppendOnlyLog? log, Func<byte[], UInt128> keyOf)
    {
        this.log = log;
        long place = 0;
        foreach (var line in log?.Replay() ?? [])
        {
            places[keyOf(line)] = place;
            place += line.Length + 1;
        }
    }

    /// <summary>The last line of every key, in no order.</summary>
    public IEnumerable<byte[]> All => places.Values.Select(At);

    /// <summary>Half of a hash, which is enough: two hashes that share it have never been found.</summary>
    public static UInt128 KeyOf(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadUInt128BigEndian(hash);

    /// <summary>The key has a line.</summary>
    public bool Has(UInt128 key) => places.ContainsKey(key);

    /// <summary>The last line of a key, or null.</summary>
    /// <exception cref="IOException">The log cannot be read.</exception>
    public byte[]? Find(UInt128 key) => places.TryGetValue(key, out var place) ? At(place) : null;

    /// <summary>Replaces a key's line, in the log first: what a caller was told must be there after a crash.</summary>
    /// <exception cref="IOException">Nothing changed.</exception>
    public void Put(UInt128 key, byte[] line)
    {
        if (log is not null)
        {
            var place = log.Length;
            log.Append(line);
            places[key] = place;
        }
        else if (places.TryGetValue(key, out var known))
        {
            lines[(int)known] = line;
        }
        else
        {
            places[key] = lines.Count;
            lines.Add(line);
        }
    }

    private byte[] At(long place) => log is null ? lines[(int)place] : log.Read(place);
}
