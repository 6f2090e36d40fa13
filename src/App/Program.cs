Console.WriteLine("fulgurite");
