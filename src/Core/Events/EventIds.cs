using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Events;

/// <summary>Ids of events: made from what happened, so that telling it twice is telling the same event.</summary>
public static class EventIds
{
    /// <summary>The id of one kind of happening to one thing.</summary>
    public static Guid For(string what, string to) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{what}/{to}")).AsSpan(0, 16), bigEndian: true);
}
