using Fulgurite.Identity;

namespace Fulgurite.Tests.Identity;

/// <summary>Bytes as written in a test, again from the start when they run out.</summary>
internal sealed class ScriptedRandomness(params byte[] script) : IRandomness
{
    /// <summary>Bytes taken so far.</summary>
    public int Taken { get; private set; }

    public void Fill(Span<byte> bytes)
    {
        foreach (ref var value in bytes)
        {
            value = script[Taken++ % script.Length];
        }
    }
}
