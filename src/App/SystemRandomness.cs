using System.Security.Cryptography;
using Fulgurite.Identity;

namespace Fulgurite.App;

/// <summary>The operating system's generator.</summary>
internal sealed class SystemRandomness : IRandomness
{
    /// <inheritdoc/>
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}
