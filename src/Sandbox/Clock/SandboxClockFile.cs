using System.Globalization;

namespace Fulgurite.Sandbox.Clock;

/// <summary>
/// How far a sandbox is ahead of its machine: a line of whole milliseconds in a file of its own. Written beside it and
/// moved into its place, so that a reader finds the old line or the new one.
/// </summary>
internal sealed class SandboxClockFile(string path)
{
    /// <summary>What was written last; nothing where there is no file.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public TimeSpan Read()
    {
        if (!File.Exists(path))
        {
            return TimeSpan.Zero;
        }

        var text = File.ReadAllText(path).Trim();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMillisecond
                ? TimeSpan.FromMilliseconds(milliseconds)
                : throw new InvalidDataException($"{path} does not hold the milliseconds that the clock is ahead");
    }

    /// <summary>Replaces it.</summary>
    /// <exception cref="IOException">It is as before.</exception>
    public void Write(TimeSpan ahead)
    {
        var replacement = path + ".new";
        var milliseconds = ahead.Ticks / TimeSpan.TicksPerMillisecond;
        File.WriteAllText(replacement, milliseconds.ToString(CultureInfo.InvariantCulture) + "\n");
        File.Move(replacement, path, overwrite: true);
    }
}
